"""One flipped bit anywhere in a closed workspace or a backup: seen before a value is shown. Unsealed ones are the control."""

import random
import shutil
from pathlib import Path

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.safekeeping.backups import list_states
from huanjie_desktop.store import ledger
from huanjie_desktop.store.keys import tail_size
from huanjie_desktop.store.opening import open_store
from huanjie_desktop.store.seal import break_seal
from tests.builders import FixedClock
from tests.faults.registry import Tally, fault
from tests.faults.workload import make_base

KEY = "口令2026"


def _sealed(folder: Path, key: str | None) -> Path:
    folder.mkdir()
    path = make_base(folder, key)
    store = open_store(path, FixedClock(), key)
    store.back_up("手动")
    store.close()
    return path


def _flip(file: Path, rng: random.Random) -> str:
    content = bytearray(file.read_bytes())
    pages = len(content) - tail_size(len(content))  # what stands behind them twice is made good
    place, bit = rng.randrange(pages), rng.randrange(8)
    content[place] ^= 1 << bit
    file.write_bytes(content)
    return f"byte {place}, bit {bit}"


def _opens(path: Path, key: str | None) -> bool:
    try:
        open_store(path, FixedClock(), key).close()
    except UserError:
        return False
    return True


@fault("flips", full=2000, short=48)
def flip_bits(count: int, seed: int, folder: Path) -> Tally:
    """Flip a bit of a plain or an encrypted workspace, or of a backup of it, and open it."""
    rng = random.Random(seed)
    tally = Tally(bad={"not seen": 0, "file changed by looking": 0})  # type: ignore[arg-type]
    bases = {key: _sealed(folder / f"base-{bool(key)}", key) for key in (None, KEY)}
    for number in range(count):
        key = KEY if number % 2 else None
        path = folder / "now" / bases[key].name
        shutil.copytree(bases[key].parent, path.parent)
        copy = ledger.backup_folder(path) / ledger.list_backups(path)[0].file
        target = path if number % 4 < 2 else copy
        note = _flip(target, rng)
        before = target.read_bytes()
        seen = not _opens(path, key) if target == path else [each.sound for each in list_states(path)] == [False]
        if not seen:
            tally.wrong("not seen", f"{target.name} {note}")
        if target.read_bytes() != before:
            tally.wrong("file changed by looking", note)
        tally.tried += 1
        tally.seen[f"{'encrypted' if key else 'plain'} {'workspace' if target == path else 'backup'}"] += 1
        shutil.rmtree(path.parent)
    tries = max(20, min(count // 10, 100))
    missed = 0
    for _ in range(tries):
        path = folder / "now" / bases[None].name
        shutil.copytree(bases[None].parent, path.parent)
        break_seal(path)
        _flip(path, rng)
        missed += _opens(path, None)
        shutil.rmtree(path.parent)
    tally.control["plain, without a seal"] = tries
    tally.control["not seen there"] = missed
    return tally
