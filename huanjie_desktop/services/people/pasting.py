"""Pasting a block into a table of people: read as an import reads it, with what is not taken named by row and person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.normalise import clean_line
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.people import UNIT_POST, CellEdit, post_with_unit
from huanjie_desktop.services.people.own_columns import is_own
from huanjie_desktop.services.people.people import edit_cells, read_cell
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people

MOST_NAMED = 8
_SHORTEST_UNIT = 2


@dataclass(frozen=True)
class PasteResult:
    """What became of a paste: `left` names each cell and row that was not taken, with the reason."""

    taken: int
    added: int
    left: Sequence[str]
    change_set: ChangeSet

    @property
    def words(self) -> tuple[str, str]:
        """Return what is said of it, and what was left; "" where all was taken."""
        if not self.left:
            return "", ""
        done = [f"{self.taken} 格"] * bool(self.taken) + [f"新增 {self.added} 行"] * bool(self.added)
        more = f"\n另有 {len(self.left) - MOST_NAMED} 处。" if len(self.left) > MOST_NAMED else ""
        return (
            f"填入了 {'，'.join(done) or '0 格'}；{len(self.left)} 处没有填入。",
            "\n".join(self.left[:MOST_NAMED]) + more,
        )


def paste_cells(
    workspace: Workspace,
    edits: Sequence[CellEdit],
    added: Sequence[Mapping[str, str]],
    roster_id: str | None,
    rows: Mapping[str, int],
    first: int,
) -> PasteResult:
    """Write pasted cells and new people as one undo step, without what cannot be read.

    `rows` are the numbers under which the table shows people, new ones begin with `first`. 单位及职务 is taken apart into the
    unit and the post where a unit of the workspace stands before, else it is the post.
    """
    known = people.people_by_ids(workspace.store, list({edit.person_id for edit in edits}))
    units = _Units(workspace, any(UNIT_POST in texts for texts in added) or any(e.field == UNIT_POST for e in edits))
    typed = {(edit.person_id, edit.field) for edit in edits}
    left: list[str] = []
    taken: list[CellEdit] = []
    count = 0
    for edit in edits:
        person = known.get(edit.person_id)
        if edit.field == UNIT_POST and person is not None and edit.text.strip() == post_with_unit(person):
            continue
        why = _problem(workspace, edit.field, edit.text)
        if why:
            name = person.name if person is not None else ""
            left.append(f"第 {rows.get(edit.person_id, 0)} 行“{name}”：{why}")
            continue
        count += 1
        parts = units.parts(edit.field, edit.text)
        said = {field for field in parts if field == edit.field or (edit.person_id, field) not in typed}
        taken += [replace(edit, field=field, text=parts[field]) for field in parts if field in said]
    fresh: list[Mapping[str, str]] = []
    for number, texts in enumerate(added, first):
        wrong = {
            field: why for field, text in texts.items() if text.strip() and (why := _problem(workspace, field, text))
        }
        good = {field: text for field, text in texts.items() if field not in wrong}
        name = texts.get("name", "").strip()
        if not good.get("name", "").strip():
            left.append(
                f"第 {number} 行{f'“{name}”' if name else ''}没有姓名，没有新增：{'　'.join(texts.values())[:40]}"
            )
            continue
        left += [f"第 {number} 行“{name}”：{why}" for why in wrong.values()]
        parts = units.parts(UNIT_POST, good.pop(UNIT_POST)) if UNIT_POST in good else {}
        fresh.append({**parts, **good})
    change = edit_cells(workspace, taken, fresh, roster_id) if taken or fresh else ChangeSet("", 0)
    return PasteResult(count, len(fresh), left, change)


class _Units:
    """The units that people of the workspace belong to, longest first."""

    def __init__(self, workspace: Workspace, needed: bool) -> None:
        found = {person.unit for person in people.list_people(workspace.store)} if needed else set()
        self._names = sorted((name for name in found if len(name) >= _SHORTEST_UNIT), key=len, reverse=True)

    def parts(self, field: str, text: str) -> dict[str, str]:
        """Return the fields that a cell sets, with their texts."""
        return take_apart(text, self._names) if field == UNIT_POST else {field: text}


def take_apart(text: str, units: Iterable[str]) -> dict[str, str]:
    """Return unit and post of what 单位及职务 says: the first of these units that stands before, else the post alone."""
    words = clean_line(text)
    unit = next((name for name in units if words.startswith(name)), "")
    return {"unit": unit, "current_post": words.removeprefix(unit).strip()} if unit else {"current_post": words}


def _problem(workspace: Workspace, field: str, text: str) -> str:
    """Say why a text cannot be taken into a field, "" where it can."""
    if field == UNIT_POST or is_own(field):
        return ""
    try:
        read_cell(workspace.catalog, field, text)
    except UserError as error:
        return error.text.replace("没有改成", "没有填入")
    return ""
