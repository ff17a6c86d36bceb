"""What property tests draw from."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st


def texts(form: str, words: Sequence[str]) -> st.SearchStrategy[str]:
    """Give texts of a dozen words at most, by the regular expression `form` or among `words`."""
    word = st.one_of(st.from_regex(form, fullmatch=True), st.sampled_from(words))
    return st.lists(word, max_size=12).map(" ".join)
