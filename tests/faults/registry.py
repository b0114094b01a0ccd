"""What can be tried by `dev.py faults`: each fault is a function that does harm many times and counts what came of it.

A module `tests/faults/harm_<what>.py` registers its faults with `@fault(...)`; nothing else needs to know of it.
"""

import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory


@dataclass
class Tally:
    """What came of the tries: `bad` must stay at 0, each of `control` must not, `seen` only tells what happened."""

    tried: int = 0
    bad: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    control: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def wrong(self, what: str, note: str) -> None:
        """Count something that must not happen; the first few are told."""
        self.bad[what] += 1
        if len(self.notes) < 10:
            self.notes.append(f"{what}: {note}")

    @property
    def ok(self) -> bool:
        """Tell whether nothing went wrong, something was tried, and every control did go wrong."""
        return self.tried > 0 and not any(self.bad.values()) and all(self.control.values())

    def as_json(self) -> dict[str, object]:
        """Return the counts as plain values."""
        found: dict[str, object] = {"ok": self.ok, "tried": self.tried, **self.bad}
        found |= {"seen": dict(self.seen)} if self.seen else {}
        found |= {"control": dict(self.control)} if self.control else {}
        return found | ({"notes": self.notes} if self.notes else {})


Harm = Callable[[int, int, Path], Tally]


@dataclass(frozen=True)
class Fault:
    """One kind of harm; `run(count, seed, folder)` tries it `count` times in an empty folder, the same for one seed.

    `full` and `short` are the counts of `dev.py faults` and of the test command; `posix` says that it needs fork.
    """

    name: str
    full: int
    short: int
    run: Harm
    posix: bool = False

    def try_it(self, count: int, seed: int) -> Tally:
        """Run it in a folder of its own."""
        with TemporaryDirectory(prefix=f"{self.name}-", ignore_cleanup_errors=True) as folder:
            return self.run(count, seed, Path(folder))


FAULTS: dict[str, Fault] = {}


def fault(name: str, *, full: int, short: int, posix: bool = False) -> Callable[[Harm], Harm]:
    """Register a function as a fault."""

    def register(run: Harm) -> Harm:
        if name in FAULTS:
            raise ValueError(f"two faults are named {name}")
        FAULTS[name] = Fault(name, full, short, run, posix)
        return run

    return register


def all_faults() -> dict[str, Fault]:
    """Return every fault, by name."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if module.name.startswith("harm_"):
            importlib.import_module(f"tests.faults.{module.name}")
    return dict(sorted(FAULTS.items()))
