"""Every rule of the program, with the file that holds it."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path

from pipeline.build.walk import SKIP, Skip
from pipeline.models import load
from pipeline.store.checks import EXPECT, Expect

PLACES = ("bodies", "sections", "extract", "corrections")
"""Where rules live: the parts of the package that claim words."""


def declared() -> dict[str, str]:
    """Give, a rule id, the module that declares it by its function `rules()`.

    Of several modules that name one rule, the deepest holds it: packages name their parts' rules.
    """
    package = Path(__file__).parents[1]
    found: dict[str, str] = {}
    for name in PLACES:
        top = import_module(f"pipeline.{name}")
        modules = [top]
        if hasattr(top, "__path__"):
            walked = pkgutil.walk_packages(top.__path__, f"{top.__name__}.")
            modules += [import_module(module.name) for module in walked]
        for module in modules:
            if hasattr(module, "rules"):
                place = Path(module.__file__ or "").relative_to(package.parent).as_posix()
                found |= dict.fromkeys(module.rules(), place)
    return found


def checked() -> dict[str, str]:
    """Load every model file through its shape; give the declared rules as `declared` does.

    Raises ConfigError naming the file and the key.
    """
    from pipeline.bodies import load_bodies  # noqa: PLC0415 - loads libraries that a build has in children
    from pipeline.extract.language import load as load_language  # noqa: PLC0415 - likewise
    from pipeline.link.rules import link_rules  # noqa: PLC0415 - likewise
    from pipeline.proofread import rules as proofreading  # noqa: PLC0415 - likewise

    load_bodies()
    link_rules()
    load_language()
    proofreading()
    load(SKIP, tuple[Skip, ...])
    load(EXPECT, Expect)
    return declared()
