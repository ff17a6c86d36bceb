"""The tokenizer of the pipeline: spaCy's English rules, which need no file beside the config."""

from __future__ import annotations

import re
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


class Sought:
    """A pattern that finds nothing in some words, and so does not go through them; `idle` tells which.

    To go through a new word with every pattern is most of what splitting it takes. Tests compare.
    """

    def __init__(self, pattern: re.Pattern[str], idle: Callable[[str], bool]) -> None:
        self._pattern = pattern
        self._idle = idle
        self.pattern = pattern.pattern

    def search(self, word: str) -> re.Match[str] | None:
        """The first match, as `re.Pattern.search` gives it."""
        return None if self._idle(word) else self._pattern.search(word)

    def match(self, word: str) -> re.Match[str] | None:
        """The match at the beginning, as `re.Pattern.match` gives it."""
        return None if self._idle(word) else self._pattern.match(word)

    def finditer(self, word: str) -> Iterable[re.Match[str]]:
        """All matches, as `re.Pattern.finditer` gives them."""
        return () if self._idle(word) else self._pattern.finditer(word)


def letters(word: str) -> bool:
    """Whether a word is English letters alone: then it has no affix."""
    return word.isascii() and word.isalpha()


def undotted(word: str) -> bool:
    """Whether a word has no full stop: then it is no web address."""
    return "." not in word


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
            prefix_search=Sought(compile_prefix_regex(english.prefixes), letters).search,
            suffix_search=Sought(compile_suffix_regex(english.suffixes), letters).search,
            infix_finditer=Sought(compile_infix_regex(english.infixes), letters).finditer,
            token_match=english.token_match,
            url_match=Sought(english.url_match.__self__, undotted).match,
        )

    return make
