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


class Affix:
    """A pattern of which every match needs some other sign than an English letter.

    Most words are letters alone, and most of what splitting a new one takes would be to go through it
    with such patterns, which a test shows to find nothing there.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self.pattern = pattern.pattern

    def search(self, word: str) -> re.Match[str] | None:
        """The first match, as `re.Pattern.search` gives it."""
        return None if _letters(word) else self._pattern.search(word)

    def match(self, word: str) -> re.Match[str] | None:
        """The match at the beginning, as `re.Pattern.match` gives it."""
        return None if _letters(word) else self._pattern.match(word)

    def finditer(self, word: str) -> Iterable[re.Match[str]]:
        """All matches, as `re.Pattern.finditer` gives them."""
        return () if _letters(word) else self._pattern.finditer(word)


def _letters(word: str) -> bool:
    return word.isascii() and word.isalpha()


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
            prefix_search=Affix(compile_prefix_regex(english.prefixes)).search,
            suffix_search=Affix(compile_suffix_regex(english.suffixes)).search,
            infix_finditer=Affix(compile_infix_regex(english.infixes)).finditer,
            token_match=english.token_match,
            url_match=Affix(english.url_match.__self__).match,
        )

    return make
