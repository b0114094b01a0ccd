"""What papers are composed of: domain objects, gathered and put in order by the services."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from huanjie_desktop.catalog.forms import FormSpec, form_heading
from huanjie_desktop.catalog.specs import ColumnSpec, CongressKindSpec, KindWords
from huanjie_desktop.domain.agenda import Placed, Slot
from huanjie_desktop.domain.approval import PersonParts
from huanjie_desktop.domain.assessment import Category, Setup
from huanjie_desktop.domain.meeting import Congress, Session
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.poll import Pile
from huanjie_desktop.domain.results import Result
from huanjie_desktop.domain.roster import RosterEntry
from huanjie_desktop.domain.schedule.steps import PlannedStep, Step
from huanjie_desktop.domain.schedule.workdays import Calendar


@dataclass(frozen=True)
class PersonGroup:
    """People printed under one heading, in order; `name` "" for none."""

    name: str
    people: tuple[Person, ...]


@dataclass(frozen=True)
class RosterMaterial:
    """A roster to print: its people by group, the columns of the catalogue, the base date of ages.

    `order` says in what order its people stand where that is to be said (以姓氏笔画为序).
    `entries` are by person id; a column of the entry (代表团) takes it from there, whatever the groups are named by.
    `own` are the columns that the roster has of its own.
    """

    county: str
    title: str
    groups: tuple[PersonGroup, ...]
    columns: Mapping[str, ColumnSpec]
    base_date: date
    entries: Mapping[str, RosterEntry] = field(default_factory=dict)
    own: tuple[ColumnSpec, ...] = ()
    order: str = ""


@dataclass(frozen=True)
class GroupMaterial:
    """A group of a congress: those who are counted in the kind's order, `others` by capacity; `roles` by person id."""

    name: str
    members: tuple[Person, ...]
    roles: Mapping[str, str]
    place: str = ""
    liaison: str = ""
    others: tuple[PersonGroup, ...] = ()
    placed: bool = True  # whether it is a group; one of the people who are in none has only a name

    def of_role(self, role: str) -> tuple[Person, ...]:
        """Return the members with this part, "" for none."""
        return tuple(person for person in self.members if self.roles.get(person.id, "") == role)


@dataclass(frozen=True)
class SessionMaterial:
    """A session with its agenda numbered and timed; `slots` by item id."""

    session: Session
    items: tuple[Placed, ...]
    slots: Mapping[str, Slot]


@dataclass(frozen=True)
class ElectionMaterial:
    """What a congress elects: how many candidates are proposed, and by how many per cent they must exceed the seats."""

    title: str
    nominated: int = 0
    percent: int = 0
    extra: int = 0


@dataclass(frozen=True)
class CongressMaterial:
    """A congress to print, in the words of its `kind`; people stand in the kind's order, `officers` by office id.

    `title_lines` are the title as the cover has it, `attending` those who are not counted, by capacity. `host` holds it
    and `superior` is whom it is reported to; `candidates` are those of its rosters of candidates.
    `steps` are those of its kind's plan.
    """

    county: str
    congress: Congress
    kind: CongressKindSpec
    title: str
    short_title: str
    title_lines: tuple[str, ...]
    groups: tuple[GroupMaterial, ...]
    offices: Mapping[str, str]
    officers: Mapping[str, tuple[Person, ...]]
    sessions: tuple[SessionMaterial, ...]
    columns: Mapping[str, ColumnSpec]
    base_date: date
    contents: tuple[tuple[str, str], ...] = field(default=())
    copy_mark: str = ""
    host: str = ""
    superior: str = ""
    candidates: tuple[PersonGroup, ...] = ()
    attending: tuple[PersonGroup, ...] = ()
    elections: tuple[ElectionMaterial, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def words(self) -> KindWords:
        """Return what the kind calls things."""
        return self.kind.words

    @property
    def members(self) -> tuple[Person, ...]:
        """Return those who are counted, group by group."""
        return tuple(person for each in self.groups for person in each.members)


@dataclass(frozen=True)
class CampaignMaterial:
    """A campaign to print, with the form it uses: a category's sheet, a sample (no category), or its result.

    `problems` are what still stands in a result's way, `piles` those that are counted apart. `journal` is where the workspace's
    journal ended, as it stands at the foot of a result.
    """

    county: str
    setup: Setup
    form: FormSpec
    category: Category | None = None
    result: Result | None = None
    problems: tuple[str, ...] = ()
    piles: tuple[Pile, ...] = ()
    journal: str = ""

    @property
    def heading(self) -> str:
        """Return what stands above the sheet."""
        return form_heading(self.form, self.setup.campaign.unit)


@dataclass(frozen=True)
class PackageEntryMaterial:
    """An entry of a package: the titles of its papers with their files' paths, and what is missing."""

    number: int
    title: str
    papers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class PackageMaterial:
    """A package to print: its contents page, and the sheet that goes with it from hand to hand.

    `created` is the day and time in words, `base_date` "" and `entries` () where the register does not keep them.
    """

    title: str
    package: str
    unit: str
    batch: str
    version: int
    created: str
    masked: bool
    preparer: str
    contact: str
    recipient: str
    people: int
    files: int = 0
    bytes: int = 0
    base_date: str = ""
    lists: tuple[tuple[str, int], ...] = ()
    entries: tuple[PackageEntryMaterial, ...] = ()
    folder: str = ""
    digest: str = ""


@dataclass(frozen=True)
class ApprovalForm:
    """One person's 干部任免审批表 to print: the person with what stands beside his row; `photo` a picture of the cell's shape."""

    person: Person
    parts: PersonParts
    photo: bytes = b""


@dataclass(frozen=True)
class ApprovalMaterial:
    """干部任免审批表 to print, one after the other; ages are full years at `base_date`."""

    county: str
    title: str
    forms: tuple[ApprovalForm, ...]
    base_date: date


@dataclass(frozen=True)
class PlanLine:
    """A step of a congress in time; `congress` is its short title, `kind` the title of its kind, `unit` where it is held."""

    congress: str
    kind: str
    unit: str
    planned: PlannedStep


@dataclass(frozen=True)
class PlanMaterial:
    """工期: the steps of a congress, or of the round (`whole`), by date; `days` are the days that are counted from, in words.

    `since` is the first day of what 调度表 has as done: that on which the last one was printed, where that is `known`.
    """

    county: str
    title: str
    host: str
    lines: tuple[PlanLine, ...]
    days: tuple[str, ...]
    opening: tuple[date, ...]
    calendar: Calendar
    today: date
    since: date
    whole: bool = False
    known: bool = False


@dataclass(frozen=True)
class StaffedPost:
    """职数表的一行: a unit's post, for how many people, who holds it, and who holds it beside another post; 0: no number is set."""

    title: str
    number: int
    held: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    age_limit: int = 0


@dataclass(frozen=True)
class StaffedUnit:
    """A unit in the order of the office, with its posts; one without any heads those below it."""

    name: str
    level: int
    posts: tuple[StaffedPost, ...] = ()


@dataclass(frozen=True)
class StaffingMaterial:
    """职数: the county's units with their posts, as they are held today."""

    county: str
    units: tuple[StaffedUnit, ...]
    today: date


Material = (
    RosterMaterial
    | CongressMaterial
    | CampaignMaterial
    | PackageMaterial
    | ApprovalMaterial
    | PlanMaterial
    | StaffingMaterial
)
