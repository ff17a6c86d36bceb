"""What a build tells while it runs."""

from __future__ import annotations


class Watch:
    """Hears how far a build is. This one is silent; the command line shows a bar."""

    def start(self, files: int, size: int, kept: int) -> None:
        """Hear that so many files, of so many bytes, are to be read; `kept` are known already."""

    def finished(self, path: str, size: int, trouble: str) -> None:
        """Hear that a file is done; `trouble` is the kind of its setting aside, or ""."""

    def step(self, words: str) -> None:
        """Hear what is done next."""
