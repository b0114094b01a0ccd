"""Undo of every kind of change, by a state machine: after it the store is what it was before."""

import hashlib
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace, create_workspace, open_workspace
from huanjie_desktop.store.tables import TABLES
from tests.builders import FixedClock
from tests.faults import actions
from tests.faults.actions import ACTIONS, Action, NothingToDo
from tests.faults.registry import Tally, fault

STEPS = 50
NUMBERS = st.integers(0, 10_000)
NOT_REPLAYED = frozenset(each.name for each in TABLES.values() if not (each.replayed and each.journalled))

PRINTED = ("own_entry", "frozen")  # noted for good: a sheet on paper is not taken back


def content_of(workspace: Workspace) -> str:
    """Return a digest of all that undo can bring back."""
    db = workspace.store.db
    tables = [str(row[0]) for row in db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
    digest = hashlib.sha256()
    for table in tables:
        if table not in NOT_REPLAYED:
            digest.update(table.encode())
            for row in db.query(f'SELECT * FROM "{table}" ORDER BY id'):
                digest.update(repr([value for name, value in row.items() if (table, name) != PRINTED]).encode())
    return digest.hexdigest()


class UndoMachine(RuleBasedStateMachine):
    """Changes, undoes, redoes and reopens a workspace; knows what its content was before each change."""

    folder: Path
    tally: Tally

    def __init__(self) -> None:
        super().__init__()
        self.path = Path(mkdtemp(dir=self.folder)) / "青禾县.huanjie"
        shutil.copyfile(self.folder / "base.huanjie", self.path)
        self.workspace = open_workspace(self.path, clock=FixedClock())
        self.before: list[str] = []  # the content before each change that can be undone
        self.after: list[str] = []  # the content after each that can be redone

    @rule(change=st.sampled_from(ACTIONS), a=NUMBERS, b=NUMBERS)
    def change(self, change: Action, a: int, b: int) -> None:
        content, depth = content_of(self.workspace), self._depth()
        try:
            change(self.workspace, a, b)
        except (UserError, NothingToDo) as error:
            if isinstance(error, UserError):
                self.tally.seen["refused"] += 1
                if self._depth() == depth:  # a builder may have done its first half
                    self._expect(content, f"refused {change.__name__} changed something")
        made = self._depth() - depth
        if made:
            self.tally.seen["changes"] += 1
            self.tally.seen[f"of {change.__name__}"] += 1
            self._take_in(content, made)
            self.tally.tried += 1

    @rule(how=st.sampled_from(("undo", "undo", "redo", "reopen")))
    def go(self, how: str) -> None:
        getattr(self, f"_{how}")()

    def _undo(self) -> None:
        if self.before:
            self.tally.tried += 1
            content = content_of(self.workspace)
            try:
                history.undo(self.workspace)
            except UserError:
                self.tally.seen["undo refused"] += 1
                self._expect(content, "a refused undo changed something")
                return
            self.tally.seen["undone"] += 1
            self._expect(self.before.pop(), "undo")
            self.after.append(content)

    def _redo(self) -> None:
        if self.after:
            self.tally.tried += 1
            content = content_of(self.workspace)
            history.redo(self.workspace)
            self.tally.seen["redone"] += 1
            self._expect(self.after.pop(), "redo")
            self.before.append(content)

    def _reopen(self) -> None:
        self.tally.seen["reopened"] += 1
        self.workspace.close()
        self.workspace = open_workspace(self.path, clock=FixedClock())

    def teardown(self) -> None:
        while self.before:
            history.undo(self.workspace)
            self._expect(self.before.pop(), "undo of everything")
            self.tally.tried += 1
            self.tally.seen["undone at the end"] += 1
        self.workspace.close()

    def _depth(self) -> int:
        top = self.workspace.store._stacks.undo
        return top.depth if top else 0

    def _take_in(self, content: str, made: int) -> None:
        """Note the content before a change; before each of several, which undo and redo tell."""
        self.after.clear()
        if made == 1:
            self.before.append(content)
            return
        contents: list[str] = []
        for _ in range(made):
            history.undo(self.workspace)
            contents.append(content_of(self.workspace))
        self._expect(content, "undo of several")
        for _ in range(made):
            history.redo(self.workspace)
        self.before.extend(reversed(contents))

    def _expect(self, content: str, note: str) -> None:
        if content_of(self.workspace) != content:
            raise AssertionError(f"{note}: the store is not what it was")


def _make_base(path: Path) -> None:
    """Make a workspace that has something of everything."""
    workspace = create_workspace(path, "青禾县", clock=FixedClock())
    for at, each in enumerate((actions.create_roster, actions.add_people, actions.add_people, actions.add_to_roster)):
        each(workspace, at, 3)
    for each in (actions.create_congress, actions.take_participants, actions.create_campaign, actions.create_roster):
        each(workspace, 1, 0)
    workspace.close()


@fault("undo", full=10_000, short=200)
def undo_everything(count: int, seed: int, folder: Path) -> Tally:
    """Run the state machine for so many steps."""
    tally = Tally(bad={"not as it was": 0})  # type: ignore[arg-type]
    UndoMachine.folder, UndoMachine.tally = folder, tally
    _make_base(folder / "base.huanjie")
    machine: Any = type("Machine", (UndoMachine,), {"_hypothesis_internal_use_seed": seed})
    limits = settings(
        max_examples=max(1, count // STEPS // 2),
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    while tally.tried < count and not tally.bad["not as it was"]:
        try:
            run_state_machine_as_test(machine, settings=limits, _min_steps=STEPS)
        except Exception as error:  # noqa: BLE001 - whatever breaks a step is what is counted
            tally.wrong("not as it was", repr(error))
        machine._hypothesis_internal_use_seed += 1
    unused = [each.__name__ for each in ACTIONS if not tally.seen[f"of {each.__name__}"]]
    for each in ACTIONS:
        with suppress(KeyError):
            del tally.seen[f"of {each.__name__}"]
    tally.seen["kinds of change"] = len(ACTIONS) - len(unused)
    if unused and count >= 5000:
        tally.wrong("not as it was", f"never came about: {unused}")
    return tally
