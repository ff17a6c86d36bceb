"""Remembering the last answer about a document: several stages ask for the same lines in turn."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

About = TypeVar("About")
Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")


def remembered(
    function: Callable[Concatenate[About, Rest], Answer],
) -> Callable[Concatenate[About, Rest], Answer]:
    """A pure function of a document or a text that keeps its last answer, for the same arguments.

    The document or text is told by its identity, since comparing texts would cost what is to be saved; one
    answer is held, so that memory stays that of one document. The answer must not be changed.
    """
    last: list[tuple[object, object, Answer]] = []

    @wraps(function)
    def ask(document: About, /, *rest: Rest.args, **named: Rest.kwargs) -> Answer:
        asked = (rest, named)
        for known, before, answer in last:
            if known is document and before == asked:
                return answer
        answer = function(document, *rest, **named)
        last[:] = [(document, asked, answer)]
        return answer

    return ask
