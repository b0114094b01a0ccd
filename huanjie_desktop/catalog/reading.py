"""Reads one file of the catalogue into typed data; every fault names the file and the key."""

from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")


class CatalogError(Exception):
    """A file of the catalogue cannot be used as it is; a fault of the program's own data, not of the user's."""


def read_toml(path: Path, shape: type[T]) -> T:
    """Return the file as `shape`; unknown keys and wrong types are a CatalogError with the file's name and the key."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=shape)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise CatalogError(f"{path.parent.name}/{path.name}: {error}") from error
