"""The tokenizer of the pipeline: spaCy's English rules, which need no file beside the config."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import (
    compile_infix_regex,
    compile_prefix_regex,
    compile_suffix_regex,
    registry,
)

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
        english: Any = nlp.Defaults
        return RuleTokenizer(
            nlp.vocab,
            rules=english.tokenizer_exceptions,
            prefix_search=compile_prefix_regex(english.prefixes).search,
            suffix_search=compile_suffix_regex(english.suffixes).search,
            infix_finditer=compile_infix_regex(english.infixes).finditer,
            token_match=english.token_match,
            url_match=english.url_match,
        )

    return make
