"""What a date cell means by its number format: a day, a month, or a year alone."""

import re
from datetime import date, timedelta

MONTH, YEAR = "month", "year"
BUILT_IN = dict.fromkeys(("17", "27", "36", "50", "52", "57"), MONTH)  # as a Chinese Excel shows them
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_EPOCH = date(1899, 12, 30)
_LATER = 1462  # days between the two calendars of Excel
_LAST = 2_958_465  # 9999-12-31


def shown_of(code: str) -> str:
    """Return "month" or "year" for a format that shows no more of a date, else ""."""
    code = _ASIDE.sub("", code.split(";")[0]).lower()
    if "general" in code or re.search(r"[0#?]", code):
        return ""
    year, month = bool(re.search(r"[ye]", code)), "m" in code
    if not year or re.search(r"[dhs]", code):
        return ""
    return MONTH if month else YEAR


def as_shown(value: object, shown: str, later: bool = False) -> str | None:
    """Return a date's text as its format shows it, 1992-02 or 1992; None for what is no date. `later`: counted from 1904."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        days = int(value) + (_LATER if later else 0)
        if not 0 < days <= _LAST:
            return None
        value = _EPOCH + timedelta(days)
    if not isinstance(value, date):
        return None
    return f"{value.year:04}-{value.month:02}" if shown == MONTH else f"{value.year:04}"
