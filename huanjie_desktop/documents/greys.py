"""Grey steps that can be told from each other on a black-and-white printer, in the order of a scale."""

_DARK, _LIGHT, _ONLY = 0.35, 1.0, 0.6
WHITE_BELOW = 0.5  # greys on which words stand white


def greys(count: int) -> tuple[float, ...]:
    """Return a grey for each of so many series, from dark (0 is black) to white."""
    if count == 1:
        return (_ONLY,)
    return tuple(_DARK + (_LIGHT - _DARK) * at / (count - 1) for at in range(count))
