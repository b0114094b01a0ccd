"""The fields that an office's own templates may name, and what they say of a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from PIL import Image

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.approval import PROPOSAL_TITLES, PersonParts, Proposal
from huanjie_desktop.domain.columns import PEOPLE, ListedPerson, Place, text_of
from huanjie_desktop.domain.family import printed_age
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.resume import ResumeRow, read_resume
from huanjie_desktop.domain.roster import RosterEntry
from huanjie_desktop.exchange.templates.fields import PHOTO, SERIAL, Picture, Values
from huanjie_desktop.services.people.own_columns import own_specs
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import blobs

FAMILY, RESUME = "家庭", "简历"
_NOW = "至今"
_OF_FAMILY = {
    SERIAL: "第几个",
    "称谓": "",
    "姓名": "",
    "出生年月": "",
    "年龄": "已去世的不写",
    "政治面貌": "",
    "工作单位及职务": "",
}
_OF_RESUME = {"起": "开始的年月", "止": "结束的年月，还在任的写“至今”", "起止": "2004.09—2008.07", "内容": ""}
_SHARED = {
    "县名": "这份工作文件的县（市、区）",
    "上级单位": "",
    "名册名称": "按名册填时",
    "人数": "一共填了几个人",
    "年龄计算日期": "",
    "今天": "填写的日期",
}


@dataclass(frozen=True)
class FieldInfo:
    """模板字段: its `name` between double braces; `group` is what it is of, `meaning` explains it where the name does not."""

    name: str
    group: str
    meaning: str = ""

    @property
    def written(self) -> str:
        """Return the field as a template has it."""
        return "{{" + self.name + "}}"


def list_fields(workspace: Workspace, roster_id: str = "") -> list[FieldInfo]:
    """Return all fields, with those of a roster's own columns where it is known."""
    found = [FieldInfo(SERIAL, "人员", "按名册填时每人一行的号")]
    found += [FieldInfo(spec.title, "人员") for spec in _specs(workspace, roster_id)]
    found += [FieldInfo(title, "任免") for title in PROPOSAL_TITLES.values()]
    found.append(FieldInfo(PHOTO, "人员", "放在它所在的格里，裁去多余的边"))
    for list_, names in ((FAMILY, _OF_FAMILY), (RESUME, _OF_RESUME)):
        said = "所在的一行，有几条就重复几行"
        found += [FieldInfo(f"{list_}.{name}", list_, meaning or said) for name, meaning in names.items()]
    return found + [FieldInfo(name, "共用", meaning) for name, meaning in _SHARED.items()]


def names_of_people(workspace: Workspace, roster_id: str = "") -> frozenset[str]:
    """Return the fields that differ from person to person, lists apart."""
    return frozenset(
        each.name
        for each in list_fields(workspace, roster_id)
        if each.group in ("人员", "任免") and "." not in each.name
    )


@dataclass(frozen=True)
class Whole:
    """Somebody with all that fields may say of him."""

    person: Person
    entry: RosterEntry | None
    parts: PersonParts


class ValueReader:
    """Gives what fields say; `roster` is the name of the roster whose people are filled in, of whom there are `count`."""

    def __init__(self, workspace: Workspace, roster_id: str, roster: str, count: int) -> None:
        self._workspace, self._base = workspace, workspace.base_date
        self._specs = _specs(workspace, roster_id)
        self._shared: dict[str, str | int] = {
            "县名": workspace.county,
            "上级单位": workspace.superior,
            "名册名称": roster,
            "人数": count,
            "年龄计算日期": text_of(workspace.base_date),
            "今天": text_of(workspace.clock.now().date()),
        }

    def values(self, whole: Whole, serial: int) -> Values:
        """Return what fields say of somebody, who is the `serial`-th of those filled in."""
        listed, at = ListedPerson(whole.person, whole.entry), Place(self._base, serial)
        texts: dict[str, str | int] = {**self._shared, SERIAL: serial}
        for spec in self._specs:
            value = PEOPLE.value(spec.field, listed, at)
            number = isinstance(value, int) and not isinstance(value, bool)
            texts[spec.title] = value if number else PEOPLE.text(spec.field, listed, at)  # type: ignore[assignment] # an int
        proposal = whole.parts.proposal or Proposal("", "")
        texts |= {title: text_of(getattr(proposal, name)) for name, title in PROPOSAL_TITLES.items()}
        lists = {FAMILY: _family(whole.parts, self._base), RESUME: _resume(read_resume(whole.person.resume))}
        return Values(texts, lists, self._photo(whole.parts))

    def _photo(self, parts: PersonParts) -> Picture | None:
        content = blobs.read(self._workspace.store.db, parts.photo.digest) if parts.photo else None
        if not content:
            return None
        with Image.open(BytesIO(content)) as image:
            return Picture(content, "png" if image.format == "PNG" else "jpeg", image.width, image.height)


def _specs(workspace: Workspace, roster_id: str) -> list[ColumnSpec]:
    own = own_specs(workspace, roster_id) if roster_id else []
    known = [spec for spec in workspace.catalog.columns.values() if spec.field != "serial"]
    titles = {spec.title for spec in known}
    return [*known, *(spec for spec in own if spec.title not in titles)]


def _family(parts: PersonParts, base: date) -> Sequence[Mapping[str, str]]:
    return [
        {
            SERIAL: str(at),
            "称谓": each.relation,
            "姓名": each.name,
            "出生年月": text_of(each.birth),
            "年龄": printed_age(each, base),
            "政治面貌": each.political_status,
            "工作单位及职务": each.post,
        }
        for at, each in enumerate(parts.family, 1)
    ]


def _resume(rows: Sequence[ResumeRow]) -> Sequence[Mapping[str, str]]:
    found = []
    for row in rows:
        start, end = text_of(row.start), _NOW if row.ongoing else text_of(row.end)
        if not (row.text.strip() or start):
            continue
        both = f"{start}—{end}" if start and end else start or row.slip
        found.append({"起": start, "止": end, "起止": both, "内容": row.text.strip()})
    return found
