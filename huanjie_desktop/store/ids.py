"""Ids of rows: 32 hexadecimal digits at random."""

import secrets

_BYTES = 16


def random_id() -> str:
    """Return a new id."""
    return secrets.token_hex(_BYTES)


def random_ids(count: int) -> list[str]:
    """Return many new ids at once."""
    digits = secrets.token_hex(_BYTES * count)
    return [digits[at : at + 2 * _BYTES] for at in range(0, len(digits), 2 * _BYTES)]
