"""Partial dates and ages: 1985.07 is a year and a month, never the first of July."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=False)
class PartialDate:
    """年月: a date known to the year, the month or the day."""

    year: int
    month: int | None = None
    day: int | None = None

    def iso(self) -> str:
        """Return "1985", "1985-07" or "1985-07-12"; also the form that is stored."""
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
            if self.day is not None:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)

    def dotted(self) -> str:
        """Return the printed form, "1985.07"; the day is not printed."""
        return f"{self.year:04d}" if self.month is None else f"{self.year:04d}.{self.month:02d}"


def from_iso(text: str | None) -> PartialDate | None:
    """Read what `PartialDate.iso` wrote; "" and None give None."""
    if not text:
        return None
    numbers = [int(part) for part in text.split("-")]
    return PartialDate(*numbers)


def age_at(birth: PartialDate, base: date) -> int:
    """Return the full years lived at `base` (足岁); an unknown month counts as January, an unknown day as the first."""
    month, day = birth.month or 1, birth.day or 1
    return base.year - birth.year - ((base.month, base.day) < (month, day))
