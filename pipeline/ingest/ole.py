"""Compound files ([MS-CFB]): the container of old Word, Excel and Outlook files."""

from __future__ import annotations

import io
import logging
from types import TracebackType
from typing import Self

import olefile  # type: ignore[import-untyped]

from pipeline.errors import QuarantineKind, SourceError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_BYTES = 200_000_000
_MOST_STREAMS = 20_000


class Ole:
    """The streams of a compound file, by path with slashes; names are not told apart by case.

    Raises SourceError `malformed` where the directory cannot be read.
    """

    def __init__(self, data: bytes) -> None:
        logging.getLogger("olefile").setLevel(logging.CRITICAL)
        try:
            self._file = olefile.OleFileIO(io.BytesIO(data))
            listed = self._file.listdir(streams=True, storages=False)
        except Exception as error:  # olefile lets struct, index and type errors through
            raise broken() from error
        self._paths = {"/".join(path).lower(): path for path in listed[:_MOST_STREAMS]}

    def __enter__(self) -> Self:
        """Use as a context, so that the file is closed."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._file.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The paths of all streams, in lower case."""
        return tuple(self._paths)

    def read(self, name: str) -> bytes | None:
        """The bytes of a stream, or None where there is none. Raises SourceError on damage."""
        path = self._paths.get(name.lower())
        if path is None:
            return None
        try:
            with self._file.openstream(path) as stream:
                content: bytes = stream.read(MOST_BYTES)
        except Exception as error:  # as above
            raise broken() from error
        return content


def broken() -> SourceError:
    """What to raise for a file whose inside makes no sense."""
    message = "The file is damaged and its text cannot be found. Ask for it again."
    return SourceError(QuarantineKind.MALFORMED, message)
