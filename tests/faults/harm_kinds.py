"""Files of kinds of congress that are damaged, or say too much: each is refused in one sentence, or a congress of it can be used."""

import json
import random
import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from huanjie_desktop.catalog.own_kinds import CONGRESS_KIND
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.cli.kinds import read_kind_file
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.catalogue_file import FileEntry, encode_file
from huanjie_desktop.paths import resource_dir
from huanjie_desktop.services.catalogue.exchange import Choice, Coming, commit_import, prepare_import
from huanjie_desktop.services.meetings.congresses import CongressDraft, create_congress
from huanjie_desktop.services.planning.reading import read_round
from huanjie_desktop.services.printing.printing import compose_document
from huanjie_desktop.services.workspace import Workspace, create_workspace
from tests.builders import FixedClock
from tests.faults.registry import Tally, fault
from tests.faults.workload import state_of

_DAY = date(2026, 9, 26)
LIMIT_SECONDS = 5.0
LONGEST_SENTENCE = 400
STRANGE: tuple[Any, ...] = (
    "../../etc/passwd",
    "..\\报送",
    "moon",
    "",
    " ",
    "X" * 5000,
    "会",
    "会",
    3,
    -40,
    -400,
    "甲\u0000乙",
    "甲\n乙",
    "{term}{",
    "{gone}",
    "\ud83c\udf1a",
    0,
    -1,
    10**12,
    -(10**7),
    2**80,
    1.5,
    float("inf"),
    True,
    None,
    [],
    {},
    ["甲"] * 3000,
    [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]],
)
_VALUE = re.compile(r"= (.+)")


def _lines(text: str, rng: random.Random) -> str:
    """Drop, repeat, exchange or cut lines of a file."""
    lines = text.split("\n")
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    how = rng.randrange(5)
    if how == 0:
        del lines[at]
    elif how == 1:
        lines.insert(other, lines[at])
    elif how == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif how == 3:
        lines[at] = lines[at][: rng.randrange(len(lines[at]) + 1)]
    else:
        del lines[at : at + rng.randrange(40)]
    return "\n".join(lines)


def _value(text: str, rng: random.Random) -> str:
    """Put something strange in the place of one value."""
    places = list(_VALUE.finditer(text))
    match = rng.choice(places)
    strange = rng.choice(STRANGE)
    new = str(strange) if isinstance(strange, int | float) else json.dumps(strange, ensure_ascii=True)
    return text[: match.start(1)] + new + text[match.end(1) :]


def _signs(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text))
    return text[:at] + rng.choice(["", '"', "[", "]", "=", "\x00", "\ufeff", "😀", "9", "-"]) + text[at + 1 :]


def _long_chain(text: str, rng: random.Random) -> str:
    """Add many steps, one behind the other or each behind many."""
    count, wide = rng.choice([20, 60, 140, 390, 3000]), rng.random() < 0.3
    added = []
    for at in range(count):
        before = [f"chain-{each}" for each in range(max(0, at - 12), at)] if wide else [f"chain-{at - 1}"] * (at > 0)
        added.append(
            f'[[steps]]\nid = "chain-{at}"\ntitle = "第{at}步"\nwho = "县委"\nanchor = "T"\noffset = {-at % 90 - 90}\n'
            f'basis = ["PT-25"]\nafter = {json.dumps(before)}\n'
        )
    return text + "\n" + "\n".join(added)


_TEXT: tuple[Callable[[str, random.Random], str], ...] = (_lines, _value, _value, _signs, _long_chain)


def _change(body: Any, rng: random.Random) -> None:
    """Put something strange somewhere in a record, take something away, or have it twice."""
    while True:
        key = rng.choice(list(body)) if isinstance(body, dict) else rng.randrange(len(body))
        value = body[key]
        if isinstance(value, dict | list) and value and rng.random() < 0.85:
            body = value
            continue
        how = rng.randrange(4)
        if how == 0 and isinstance(body, dict):
            del body[key]
        elif how == 1 and isinstance(body, list):
            body.extend([value] * rng.choice([1, 500]))
        elif how == 2 and isinstance(body, dict):
            body[rng.choice(["colour", "../x", "steps", "id"])] = value
        else:
            body[key] = rng.choice(STRANGE)
        return


def _make_file(folder: Path, rng: random.Random, texts: list[str]) -> Path:
    if rng.random() < 0.6:
        text = rng.choice(texts)
        for _ in range(rng.choice([1, 1, 2])):
            text = rng.choice(_TEXT)(text, rng)
        path = folder / "邻县的会.toml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        return path
    kind = rng.choice(list(load_catalog().congress_kinds.values()))
    body = msgspec.to_builtins(
        msgspec.structs.replace(kind, id="own-kind", title="邻县的会", like=kind.like or kind.id)
    )
    body = json.loads(json.dumps(body))
    for _ in range(rng.choice([1, 1, 2])):
        _change(body, rng)
    path = folder / "邻县的会.hjmb"
    try:
        path.write_bytes(encode_file("邻县", (FileEntry(CONGRESS_KIND.id, str(body.get("id")), "邻县的会", 1, body),)))
    except (OverflowError, UnicodeEncodeError):  # what JSON cannot say
        path.write_bytes(b"{}")
    return path


@fault("kinds", full=2000, short=70)
def feed_kinds(count: int, seed: int, folder: Path) -> Tally:
    """Import damaged files of kinds; what is accepted is planned, drawn and taken back."""
    rng = random.Random(seed)
    tally = Tally(bad={"no plain message": 0, "not usable": 0, "slow": 0, "store changed": 0})  # type: ignore[arg-type]
    shipped = sorted((resource_dir() / "catalog" / "congress_kinds").glob("*.toml"))
    texts = [file.read_text("utf-8") for file in shipped]
    workspace = create_workspace(folder / "青禾县.huanjie", "青禾县", clock=FixedClock())
    before, first = state_of(workspace.store.db), workspace.store.undo_seq
    for number in range(count):
        path = _make_file(folder, rng, texts)
        started = time.perf_counter()
        try:
            _take(workspace, path)
            tally.seen["taken"] += 1
        except UserError as error:
            tally.seen["refused"] += 1
            said = error.text
            if not said.endswith("。") or "\n" in said or len(said) > LONGEST_SENTENCE or path.name not in said:
                tally.wrong("no plain message", f"{number}: {said[:500]!r}")
            elif not error.advice:
                tally.wrong("no plain message", f"{number}: no way out of {said!r}")
        except Exception as error:  # noqa: BLE001 - whatever comes is what is counted
            tally.wrong("not usable", f"{number} {path.suffix}: {error!r}"[:600])
            (folder / f"bad{number}{path.suffix}").write_bytes(path.read_bytes())
        if (spent := time.perf_counter() - started) > LIMIT_SECONDS:
            tally.wrong("slow", f"{number} {path.suffix}: {spent:.1f} s")
        tally.tried += 1
        while workspace.store.undo_seq != first:
            workspace.undo()
        if state_of(workspace.store.db) != before:
            tally.wrong("store changed", f"{number}")
    workspace.close()
    return tally


def _take(workspace: Workspace, path: Path) -> None:
    """Import a file as the command does and make a congress of each kind; any fault from then on is the program's."""
    file = read_kind_file(path)
    preview = prepare_import(workspace, path, file)
    conflicts = [at for at, entry in enumerate(preview.entries) if entry.coming is Coming.CONFLICT]
    commit_import(workspace, preview, dict.fromkeys(conflicts, Choice.REPLACE))
    try:
        for entry in file.entries:
            sitting = any(number["field"] == "sitting" for number in entry.body["numbers"])
            draft = CongressDraft(entry.id, "青禾县", 3, _DAY, sitting=int(sitting))
            congress, _changes = create_congress(workspace, draft)
            read_round(workspace)
            for paper in ("flow-chart", "agenda-sheet"):
                if paper not in entry.body["without"]:
                    compose_document(workspace, paper, congress.id)
    except UserError as error:
        raise AssertionError(f"taken, and then refused: {error}") from error
