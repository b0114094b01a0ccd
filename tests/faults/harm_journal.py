"""A journal that is edited, cut, added to or put in another order behind the program's back: every time it is found."""

import random
import shutil
from pathlib import Path

from huanjie_desktop.store import people
from huanjie_desktop.store.opening import open_store
from huanjie_desktop.store.soundness import find_faults
from tests.builders import FixedClock
from tests.faults.registry import Tally, fault
from tests.faults.workload import make_base
from tests.store.tampering import TAMPERINGS


@fault("journal", full=2_000, short=40)
def tamper_with_the_journal(count: int, seed: int, folder: Path) -> Tally:
    """Tamper with a copy of a workspace in one way, and check it; untouched ones are sound."""
    rng = random.Random(seed)
    tally = Tally(bad={"not found": 0, "found in a sound one": 0})  # type: ignore[arg-type]
    base = make_base(folder, None)
    store = open_store(base, FixedClock())
    for at in range(40):
        with store.unit_of_work(f"修改{at}") as work:
            ids = [person.id for person in people.list_people(store)[at % 5 : at % 5 + 3]]
            people.change_people(work, {id_: {"remark": f"{at}", "resume": f"简历{at}" * 300} for id_ in ids})
        if at % 7 == 0:
            store.undo()
    if find_faults(store.db, encrypted=False):
        tally.wrong("found in a sound one", "the base")
    store.close()
    for number in range(count):
        path = shutil.copyfile(base, folder / "now.huanjie")
        harmed = open_store(path, FixedClock())
        tampering = TAMPERINGS[number % len(TAMPERINGS)]
        note = tampering(harmed.db, rng)
        tally.tried += 1
        tally.seen[tampering.__name__] += 1
        if not [each for each in find_faults(harmed.db, encrypted=False) if each.code == "journal"]:
            tally.wrong("not found", f"{tampering.__name__}: {note}")
        harmed.close()
    return tally
