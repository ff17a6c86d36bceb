"""The tokenizer of the pipeline: spaCy's English rules, which need no file beside the config."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import registry

NAME = "minutes_tokenizer"


class RuleTokenizer(Tokenizer):
    """A tokenizer that is all in the rules of its language, so that a folder holds nothing of it."""

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> RuleTokenizer:
        """Stay as the rules made it."""
        del path, exclude
        return self


@registry.tokenizers(NAME)
def minutes_tokenizer() -> Callable[[Language], Tokenizer]:
    """What `models/minutes/config.cfg` names: a function that makes the tokenizer of a pipeline."""

    def make(nlp: Language) -> Tokenizer:
        usual: Any = registry.tokenizers.get("spacy.Tokenizer.v1")()(nlp)
        return RuleTokenizer(
            nlp.vocab,
            rules=usual.rules,
            prefix_search=usual.prefix_search,
            suffix_search=usual.suffix_search,
            infix_finditer=usual.infix_finditer,
            token_match=usual.token_match,
            url_match=usual.url_match,
        )

    return make
