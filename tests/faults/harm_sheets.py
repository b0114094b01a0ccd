"""Sheets laid out as offices do, drawn at random: whoever went in comes out with all that was said, and the rest is named."""

import random
from pathlib import Path

from tests.exchange.made_sheets import make_sheet, wrong_of
from tests.faults.registry import Tally, fault


@fault("sheets", full=10_000, short=200)
def read_made_sheets(count: int, seed: int, folder: Path) -> Tally:
    """Find the tables of made sheets and compare the people with those they were made from."""
    rng = random.Random(seed)
    tally = Tally(bad={"lost or changed": 0})  # type: ignore[arg-type]
    for _ in range(count):
        number = rng.randrange(1 << 32)
        made = make_sheet(number)
        tally.tried += 1
        tally.seen["people"] += len(made.people)
        for wrong in wrong_of(made)[:1]:
            tally.wrong("lost or changed", f"{number}: {wrong}")
    return tally
