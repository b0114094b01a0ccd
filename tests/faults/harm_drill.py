"""The restore drill: a workspace of any schema is ruined in any way, and the newest good backup takes its place."""

import random
import shutil
from pathlib import Path

from huanjie_desktop.domain.errors import DamagedWorkspace
from huanjie_desktop.services.safekeeping import backups
from huanjie_desktop.services.workspace import open_workspace
from huanjie_desktop.store import ledger
from huanjie_desktop.store.opening import open_store
from tests.builders import FixedClock
from tests.faults.landed import landed
from tests.faults.registry import Tally, fault
from tests.faults.workload import change, content_of, make_base


def _ruin(path: Path, rng: random.Random) -> str:
    """Ruin a file; return how."""
    content = bytearray(path.read_bytes())
    how = rng.choice(("cut", "flipped", "emptied", "removed", "zeroed", "overwritten"))
    if how == "removed":
        path.unlink()
        return how
    if how == "cut":
        del content[rng.randrange(1, len(content)) :]
    elif how == "flipped":
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    elif how == "emptied":
        content.clear()
    else:
        start = rng.randrange(len(content))
        end = start + 4096 if how == "zeroed" else start + 700
        filler = bytes(4096) if how == "zeroed" else rng.randbytes(700)
        before = content[start:end]
        content[start:end] = filler[: len(before)]
        if content[start:end] == before:  # zeros that were there already
            content[start] ^= 1
    path.write_bytes(content)
    return how


@fault("drill", full=200, short=8)
def drill(count: int, seed: int, folder: Path) -> Tally:
    """Ruin a workspace, and put its newest good backup in its place; sometimes the newest backup is ruined too."""
    rng = random.Random(seed)
    tally = Tally(bad={"lost": 0, "not offered": 0, "damaged file not kept": 0})  # type: ignore[arg-type]
    kept = landed()
    for number in range(count):
        place = folder / f"{number}"
        place.mkdir()
        password = "口令2026" if number % 3 == 0 else ""
        if number % 3 == 1:
            path, old = place / "青禾县.huanjie", kept[number // 3 % len(kept)]
            shutil.copyfile(old.file, path)
            password = old.password
        else:
            path = make_base(place, password or None)
        store = open_store(path, FixedClock(), password or None)
        contents = []
        for at in range(3):
            if number % 3 != 1:
                change(store, rng, at)
            store.back_up("手动")
            contents.append(content_of(store.db))
        store.close()
        spoiled = rng.randrange(3)
        for each in ledger.list_backups(path)[:spoiled]:
            file = ledger.backup_folder(path) / each.file
            file.write_bytes(file.read_bytes()[:-100])
        how = _ruin(path, rng)
        tally.tried += 1
        tally.seen[how] += 1
        damaged = path.read_bytes() if path.exists() else None
        try:
            workspace = open_workspace(path, password)
            if password and content_of(workspace.store.db) == contents[2]:
                tally.seen["nothing lost: the key's record stands twice"] += 1
            else:
                tally.wrong("not offered", f"{number}: {how}: it opened")
            workspace.close()
            continue
        except DamagedWorkspace:
            found = backups.find_rescue(path, password)
        if found is None:
            tally.wrong("not offered", f"{number}: {how}")
            continue
        done = backups.rescue(path, found.backup.file, password)
        if damaged != (done.kept.read_bytes() if done.kept else None):
            tally.wrong("damaged file not kept", f"{number}: {how}")
        workspace = open_workspace(path, password)
        if content_of(workspace.store.db) != contents[2 - spoiled]:
            tally.wrong("lost", f"{number}: {how}")
        workspace.close()
        shutil.rmtree(place)
    return tally
