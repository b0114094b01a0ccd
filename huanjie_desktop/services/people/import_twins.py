"""One person in two rows of a file: which rows may be one, and the second put into the first where the clerk says that they are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.services.people.import_request import Decision
from huanjie_desktop.services.people.import_rows import ReadRow

Say = Callable[[ReadRow, str, str, str], Finding]
_STEADY = ("id_number", "sex", "ethnic_group")  # what nobody has two of
_JOINED = {"current_post": "、", "phone": "；", "remark": "；"}


def are_apart(row: ReadRow, other: ReadRow) -> str:
    """Return "sure" where two rows of one name are two people by birth, number, sex or ethnic group, "likely" where they
    have no birth in common and stand in two units or groups, "" where they may be one, whatever their posts."""
    birth, other_birth = row.values.get("birth"), other.values.get("birth")
    born = birth is not None and other_birth is not None
    if birth is not None and other_birth is not None and not birth.agrees_with(other_birth):
        return "sure"
    if any(_differ(row, other, name) for name in _STEADY):
        return "sure"
    if born:
        return ""
    unit, other_unit = row.values.get("unit") or "", other.values.get("unit") or ""
    units = bool(unit and other_unit) and unit not in other_unit and other_unit not in unit
    groups = bool(row.group and other.group) and row.group != other.group
    return "likely" if units or groups else ""


def _differ(row: ReadRow, other: ReadRow, name: str) -> bool:
    one, two = row.values.get(name), other.values.get(name)
    return bool(one and two and one != two)


def put_together(
    rows: Sequence[ReadRow], decisions: Mapping[str, Decision], say: Say
) -> tuple[list[ReadRow], dict[str, ReadRow]]:
    """Return the rows with what the clerk calls the same person put into the first of them, and by key the row into which
    each of the others went; `say` makes a hint on a field of a row."""
    by_key = {row.key: row for row in rows} if any(each.kind == "same" for each in decisions.values()) else {}
    into: dict[str, str] = {}
    for key, row in by_key.items():
        decision = decisions.get(key)
        first = decision.person_id if decision is not None and decision.kind == "same" else ""
        first = into.get(first, first)
        if first in by_key and first != key and not row.findings:
            into[key] = first
    whole = dict(by_key)
    for key, first in into.items():
        whole[first] = _merged(whole[first], by_key[key], say)
    return [whole.get(row.key, row) for row in rows], {key: by_key[first] for key, first in into.items()}


def _merged(first: ReadRow, row: ReadRow, say: Say) -> ReadRow:
    """Return a row with what another one says beside it; what contradicts the first row stays out and is said."""
    values, texts = dict(first.values), dict(first.texts)
    notes = [*first.notes, *row.notes]
    for name, value in row.values.items():
        old = values.get(name)
        if value in ("", None) or old == value:
            continue
        if old in ("", None):
            values[name], texts[name] = value, row.texts.get(name, "")
        elif name in _JOINED:
            values[name] = _joined(str(old), str(value), _JOINED[name])
        elif isinstance(old, PartialDate) and isinstance(value, PartialDate) and old.agrees_with(value):
            values[name] = max(old, value, key=lambda date: len(date.iso()))
        else:
            notes.append(say(row, name, "not-taken", f"“{field_text(value)}”与{first.where}不同，没有导入"))
    if row.parts is not None:
        notes.append(say(row, "name", "not-taken", "这一份的家庭成员、拟任免、照片和原表没有并入，没有导入"))
    return replace(first, values=values, texts=texts, notes=notes, group=first.group or row.group)


def _joined(old: str, new: str, between: str) -> str:
    if new in old:
        return old
    return new if old in new else f"{old}{between}{new}"
