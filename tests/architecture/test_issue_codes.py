"""Every code of a doubt is documented, and every documented code is used."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from pipeline.evaluate import load

CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")


@pytest.fixture(scope="module")
def documented(root: Path) -> set[str]:
    text = (root / "docs" / "issues.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([a-z-]+)`", text, re.MULTILINE))


@pytest.fixture(scope="module")
def constants(root: Path) -> set[str]:
    """Every word with a hyphen that stands as a constant in the program or in its models."""
    found: set[str] = set()
    for path in (root / "pipeline").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= {
            n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and str is type(n.value)
        }
    for path in (root / "models").rglob("*.yml"):
        found |= set(CODE.findall(path.read_text(encoding="utf-8")))
    return found


def test_no_documented_code_is_dead(documented: set[str], constants: set[str]) -> None:
    assert documented - constants == set()


def test_codes_passed_by_name_are_documented(root: Path, documented: set[str]) -> None:
    given: set[str] = set()
    for path in (root / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or "issue" not in ast.unparse(node.func).lower():
                continue
            words = [k.value for k in node.keywords if k.arg == "code"] + node.args[:1]
            given |= {
                w.value for w in words if isinstance(w, ast.Constant) and str is type(w.value)
            }
    assert {code for code in given if CODE.fullmatch(code)} - documented == set()


def test_the_doubts_about_the_corpus_are_documented(root: Path, documented: set[str]) -> None:
    corpus = root / "corpus"
    found: set[str] = set()
    for path in sorted(corpus.glob("*/2023/*")):
        document, extraction = load(corpus, path.relative_to(corpus).as_posix())
        found |= {issue.code for issue in (*document.issues, *extraction.issues)}
    assert found
    assert found - documented == set()
