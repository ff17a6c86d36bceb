"""One build at a time: a second one over the same output folder says so and stops."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import ConfigError, StoreError

NAME = ".build.lock"


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the output folder, made if need be.

    Raises ConfigError where another build holds it, StoreError where it cannot be written. The
    lock ends with the process, however that ends.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        message = f"The folder {folder} cannot be written ({error.strerror}). Choose another with --output."
        raise StoreError(message) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = f"Another build is writing to {folder}. Wait until it has ended."
            raise ConfigError(message) from error
        yield
    finally:
        os.close(handle)
