"""成批修改: what is replaced, filled in, taken apart or promoted for many people; shown first, then written as one undo step."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.errors import Doubtful, UserError
from huanjie_desktop.domain.fields import PERSON_FIELDS, field_text
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.people import CellEdit, Person
from huanjie_desktop.domain.people_rows import GROUP
from huanjie_desktop.domain.post_parts import take_unit
from huanjie_desktop.domain.roster import OWN, RosterEntry
from huanjie_desktop.services.people.own_columns import is_own, own_specs
from huanjie_desktop.services.people.people import edit_cells, read_cell
from huanjie_desktop.services.people.units import tree_of
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people, rosters

UNIT, POST, GRADE, GRADE_SINCE = "unit", "current_post", "grade", "grade_since"
_SHORTEST_UNIT = 2
_SENSELESS = frozenset({"name", "id_number"})  # what nobody has alike


@dataclass(frozen=True)
class BulkChange:
    """One cell that would change: whose, which column, what stands there and what would."""

    person_id: str
    name: str
    field: str
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class BulkPlan:
    """What a change of many would do: `same` people have it already, `left` names what would not be changed and why."""

    label: str
    roster_id: str | None
    changes: Sequence[BulkChange]
    same: int = 0
    left: Sequence[str] = ()

    @property
    def words(self) -> str:
        """Return it in a sentence."""
        people_ = len({change.person_id for change in self.changes})
        said = [f"将改{people_}人{len(self.changes)}处" if self.changes else "没有要改的"]
        said += [f"{self.same}人不用改"] * bool(self.same)
        said += [f"{len(self.left)}处不改，见下"] * bool(self.left)
        return "；".join(said) + "。"


def bulk_columns(workspace: Workspace, roster_id: str | None) -> list[ColumnSpec]:
    """Return the columns that can be changed for many: those that take texts, the group and own ones of a roster among them."""
    known = {*PERSON_FIELDS, GROUP}
    specs = [spec for spec in workspace.catalog.columns.values() if spec.importable and spec.field in known]
    if roster_id is None:
        return [spec for spec in specs if spec.field != GROUP]
    return [*specs, *own_specs(workspace, roster_id)]


def plan_replace(
    workspace: Workspace,
    person_ids: Sequence[str],
    roster_id: str | None,
    field: str,
    find: str,
    replace: str,
    *,
    whole: bool = False,
) -> BulkPlan:
    """Return what replacing words in a column of these people would do; `whole`: only where the cell says nothing else."""
    if not find:
        raise UserError("没有填写要查找的内容。")
    title = _title(workspace, field)

    def changed(_person: Person, text: str) -> str | None:
        if whole:
            return replace if text == find else None
        return text.replace(find, replace) if find in text else None

    return _plan(workspace, person_ids, roster_id, field, f"把{title}里的“{find}”换成“{replace}”", changed)


def plan_set(
    workspace: Workspace,
    person_ids: Sequence[str],
    roster_id: str | None,
    field: str,
    text: str,
    *,
    blank_only: bool = False,
) -> BulkPlan:
    """Return what writing a text into a column of these people would do; `blank_only` leaves what is filled in as it is."""
    title = _title(workspace, field)
    if field in _SENSELESS:
        raise UserError(f"“{title}”各人不同，不能成批填写。")
    verb = f"成批填写{title}“{text.strip()}”" if text.strip() else f"成批清空{title}"

    def changed(_person: Person, now: str) -> str | None:
        return None if blank_only and now else text

    return _plan(workspace, person_ids, roster_id, field, verb, changed)


def plan_split(
    workspace: Workspace, person_ids: Sequence[str], roster_id: str | None, *, keep_in_post: bool = False
) -> BulkPlan:
    """Return what taking 单位及职务 apart by the units would do: the unit goes into 单位, and out of the post unless it is kept."""
    found = _people_of(workspace, person_ids)
    tree = tree_of(workspace)
    others = sorted(
        {str(row[0]) for row in people.people_rows(workspace.store, (UNIT,)) if len(row[0]) >= _SHORTEST_UNIT},
        key=len,
        reverse=True,
    )
    titles = {field: _title(workspace, field) for field in (UNIT, POST)}
    changes: list[BulkChange] = []
    left: list[str] = []
    same = 0
    for person in found:
        taken = take_unit(person.current_post, tree, others)
        if taken is None:
            why = "前面没有单位表或名册里的单位" if person.current_post else "没有填写"
            left.append(f"{person.name}：现任职务“{person.current_post}”{why}。")
            continue
        unit, post = taken
        if person.unit and person.unit != unit:
            known = tree.find(unit)
            if known is None or known != tree.find(person.unit):
                left.append(f"{person.name}：单位已填“{person.unit}”，职务里是“{unit}”。")
                continue
            unit = person.unit
        pairs = [(UNIT, person.unit, unit), *([] if keep_in_post else [(POST, person.current_post, post)])]
        mine = [
            BulkChange(person.id, person.name, field, titles[field], *texts)
            for field, *texts in pairs
            if texts[0] != texts[1]
        ]
        changes += mine
        same += not mine
    return BulkPlan("拆分单位及职务", roster_id, changes, same, left)


def plan_promotion(
    workspace: Workspace, person_ids: Sequence[str], roster_id: str | None, grade: str, since: str
) -> BulkPlan:
    """Return what promoting these people to a 职级 from a month on would do; who has it, or has a later date, is left."""
    values = read_cell(workspace.catalog, GRADE, grade), read_cell(workspace.catalog, GRADE_SINCE, since)
    new, day = str(values[0].get(GRADE) or ""), values[1].get(GRADE_SINCE)
    if not new or not isinstance(day, PartialDate):
        raise UserError("没有填写新的职级或晋升时间。", "请两项都填写。")
    titles = {field: _title(workspace, field) for field in (GRADE, GRADE_SINCE)}
    changes: list[BulkChange] = []
    left: list[str] = []
    for person in _people_of(workspace, person_ids):
        before = person.grade_since
        if person.grade == new:
            since_when = f"（{before.dotted()}）" if before else ""
            left.append(f"{person.name}：现在就是{new}{since_when}。")
        elif before is not None and before.earliest() >= day.earliest():
            left.append(f"{person.name}：现职级{person.grade}从{before.dotted()}起，不早于{day.dotted()}。")
        else:
            changes.append(BulkChange(person.id, person.name, GRADE, titles[GRADE], person.grade, new))
            texts = field_text(before), field_text(day)
            changes += [BulkChange(person.id, person.name, GRADE_SINCE, titles[GRADE_SINCE], *texts)] * (
                texts[0] != texts[1]
            )
    return BulkPlan(f"晋升{new}", roster_id, changes, 0, left)


def commit_bulk(workspace: Workspace, plan: BulkPlan) -> ChangeSet:
    """Write what was shown, as one undo step; UserError where one of the cells has changed meanwhile."""
    if not plan.changes:
        raise UserError("没有要改的内容。")
    texts = _Texts(workspace, plan.roster_id)
    persons = {person.id: person for person in _people_of(workspace, [change.person_id for change in plan.changes])}
    for change in plan.changes:
        person = persons.get(change.person_id)
        if person is None or texts.of(person, change.field) != change.before:
            raise UserError(f"“{change.name}”的{change.title}在这期间有改动，没有改。", "请重新预览。")
    edits = [CellEdit(change.person_id, change.field, change.after) for change in plan.changes]
    return edit_cells(workspace, edits, (), plan.roster_id, sure=True, label=f"{plan.label}（{len(persons)}人）")


class _Texts:
    """What stands in people's cells, those of a roster among them."""

    def __init__(self, workspace: Workspace, roster_id: str | None) -> None:
        entries = rosters.list_entries(workspace.store, roster_id) if roster_id is not None else []
        self._entries: Mapping[str, RosterEntry] = {entry.person_id: entry for entry in entries}

    def of(self, person: Person, field: str) -> str:
        """Return a cell's text, as it is taken back."""
        entry = self._entries.get(person.id)
        if field == GROUP:
            return entry.group_name if entry is not None else ""
        if is_own(field):
            return entry.own_text(field.removeprefix(OWN)) if entry is not None else ""
        return field_text(getattr(person, field))


def _plan(
    workspace: Workspace,
    person_ids: Sequence[str],
    roster_id: str | None,
    field: str,
    label: str,
    changed: Callable[[Person, str], str | None],
) -> BulkPlan:
    texts = _Texts(workspace, roster_id)
    changes: list[BulkChange] = []
    left: list[str] = []
    same = 0
    for person in _people_of(workspace, person_ids):
        now = texts.of(person, field)
        wanted = changed(person, now)
        if wanted is None or wanted.strip() == now:
            same += 1
            continue
        try:
            made = list(_made(workspace, person, field, wanted, now))
        except UserError as error:
            left.append(f"{person.name}：{_why(error)}")
            continue
        changes += made
        same += not made
    return BulkPlan(label, roster_id, changes, same, left)


def _made(workspace: Workspace, person: Person, field: str, wanted: str, now: str) -> Iterator[BulkChange]:
    """Give what writing a text into a cell changes there; what it says of other columns is not silent either."""
    for name, value in read_cell(workspace.catalog, field, wanted).items():
        before = now if name == field else field_text(getattr(person, name))
        after = field_text(value)
        if after != before:
            yield BulkChange(person.id, person.name, name, _title(workspace, name), before, after)


def _why(error: UserError) -> str:
    text = error.text.rstrip("。").replace("没有改成", "不能改")
    return f"{text}；{error.advice.rstrip('。')}，请逐个填写。" if isinstance(error, Doubtful) else f"{text}。"


def _people_of(workspace: Workspace, person_ids: Sequence[str]) -> list[Person]:
    """Return people in the order given, with their long texts; UserError for nobody."""
    found = people.whole_by_ids(workspace.store, person_ids)
    if not found:
        raise UserError("没有选中人员。", "请先在表里选中要改的人。")
    return [found[id_].person for id_ in dict.fromkeys(person_ids) if id_ in found]


def _title(workspace: Workspace, field: str) -> str:
    spec = workspace.catalog.columns.get(field)
    return spec.title if spec is not None else field.removeprefix(OWN)
