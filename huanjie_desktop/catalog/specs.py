"""The shapes of the catalogue's entries; msgspec decodes them strictly, so a wrong key is named."""

from typing import Any, Literal

import msgspec


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of the entries: frozen, and an unknown key is an error."""


class ColumnSpec(Entry, frozen=True):
    """名册栏目: a column of rosters, imports and tables; `field` is a Person attribute or a computed one.

    `group` is the upper line of a two-line head (全日制教育), `print_title` the lower one where it is not `title`;
    `section` is the heading in a person's panel under which it stands, "" where it does not; `example` is what a sample sheet
    shows of it.
    """

    field: str
    title: str
    example: str = ""
    print_title: str = ""
    group: str = ""
    section: str = ""
    kind: str = "text"  # text name date sex ethnic id_number phone long_text number party education politics
    width: float = 10
    align: str = "left"
    aliases: tuple[str, ...] = ()
    visible: bool = False
    importable: bool = True


class RosterKindSpec(Entry, frozen=True):
    """名册类别: 干部, 代表, 班子 ...; `of_candidates` for those whose people stand for election; `sample` are the columns of its
    sample sheet."""

    id: str
    title: str
    position: int = 0
    sample: tuple[str, ...] = ()
    of_candidates: bool = False


class CompareRuleSpec(Entry, frozen=True):
    """核对规则: cells are equal by a `way` of domain/comparing, for columns of these `kinds` and for these `fields`.

    `words` are groups of words that are equal, the first standing for all; one that is not `used` is kept, and off.
    """

    id: str
    title: str
    way: str
    position: int = 0
    kinds: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    used: bool = True


class PostOrderSpec(Entry, frozen=True):
    """职务次序: the ends of posts in the order in which people are listed, 正职 before 副职; the longest that ends a post counts."""

    id: str
    title: str
    posts: tuple[str, ...]


class OfficeSpec(Entry, frozen=True):
    """大会机构职务: 主席团成员, 秘书长 ...; a `single` one is held by one person, who holds one that `leads` leads the congress."""

    id: str
    title: str
    single: bool = False
    leads: bool = False


class ItemSeed(Entry, frozen=True):
    """An agenda item that a new congress starts with; its title has the fields of `catalog.kind_texts.SEED_FIELDS`.

    A "procedure" only opens, leads or closes the sitting and is no item of the congress's own agenda.
    """

    title: str
    minutes: int = 0
    speaker: str = ""
    papers: str = ""
    role: Literal["", "matter", "procedure"] = ""
    items: tuple["ItemSeed", ...] = ()


class SessionSeed(Entry, frozen=True):
    """A session that a new congress starts with; `day` counts from the opening day (0, -1, 1), `start` is "09:00".

    `role` is what it is: "plenary" for a sitting of the whole congress, whose items are the congress's agenda.
    """

    title: str
    day: int = 0
    start: str = "09:00"
    place: str = ""
    chair: str = ""
    attendance: str = ""
    role: Literal["", "preparatory", "leading", "plenary", "groups", "elected"] = ""
    items: tuple[ItemSeed, ...] = ()


class NumberSpec(Entry, frozen=True):
    """届次, 会次: a number that a congress of the kind has; `field` is the one of `Congress`, `title` its word.

    It is written 第 12 次 with `before` and `after`; `offered` is what a first congress starts with, 0 for nothing.
    """

    field: Literal["term", "sitting"]
    title: str
    before: str = "第"
    after: str = "次"
    offered: int = 1


class CapacitySpec(Entry, frozen=True):
    """身份: in what capacity somebody takes part (代表, 列席人员); `counted` ones are due to attend and to vote.

    People who are taken from a roster of `roster_kinds` get it; of any other roster the first capacity. Those who are not
    `listed` (工作人员) stand on no list of those who attend.
    """

    id: str
    title: str
    counted: bool = False
    listed: bool = True
    roster_kinds: tuple[str, ...] = ()


class ElectionSpec(Entry, frozen=True):
    """选举事项: who is elected (出席市党代会代表), with {unit}; `surplus` is the id of a rule of 差额, "" for 等额."""

    id: str
    title: str
    surplus: str = ""


class KindWords(Entry, frozen=True):
    """用语: what a kind of congress calls things, for its papers, its page and what is found about it.

    `member` are those who are counted (代表, 委员), `group` what they are divided into (代表团, 小组, 界别组); a group
    that is named by one of `group_endings` needs no more to its name. `congress` is what it calls itself (大会).
    Where nobody has said what a sitting or an item is, one whose title has a word of `plenary` is a sitting of the whole
    congress, and one with a word of `procedure` is no item of the congress's agenda.
    """

    member: str
    group: str
    order_note: str
    member_list: str
    group_list: str = "分组名单"
    group_endings: tuple[str, ...] = ("组",)
    own_group: str = "本组"
    ungrouped: str = "未编组"
    group_role: str = "组内职务"
    congress: str = "会议"
    office: str = "会议职务"
    measure: str = "名"
    plenary: tuple[str, ...] = ("全体会议（",)
    procedure: tuple[str, ...] = ("开幕，", "闭幕词", "宣布选举结果", "监票人", "选举办法")


class LimitSpec(Entry, frozen=True):
    """A step's last day by a rule: counted as the rule's params say, or by one of these numbers, negative for before.

    It counts from `anchor`, or from the step `of`; from where the step itself counts where neither is said.
    """

    rule: str
    anchor: str = ""
    of: str = ""
    days: int | None = None
    working_days: int | None = None
    months: int | None = None


class InsteadSpec(Entry, frozen=True):
    """How a step is counted where this anchor is given, instead of from its own."""

    anchor: str
    offset: int = 0
    until: int | None = None
    unit: Literal["day", "working_day", "month"] = "day"


class BranchSpec(Entry, frozen=True):
    """分支 of a step, which flow charts draw as a diamond; see domain/schedule/steps.Branch."""

    asks: str
    basis: tuple[str, ...]
    yes: str = ""
    no: str = ""
    to: str = ""
    first: bool = False


class StepSpec(Entry, frozen=True):
    """步骤 of a kind of congress; see domain/schedule/steps.Step.

    It is planned `offset` of `unit` from `anchor` (or from the step `of`), to `until` where it is a span; without an offset
    on the last day that its limits allow. `basis` are ids of grounds, `document` is a paper's id, `papers` what comes of
    it in words, `after` are ids of steps before it, `held` anchors that are its days. `stage` is the stage or line of work that
    it belongs to (筹备, 代表, 会务).
    """

    id: str
    title: str
    who: str
    anchor: str
    basis: tuple[str, ...]
    offset: int | None = None
    until: int | None = None
    unit: Literal["day", "working_day", "month"] = "day"
    of: str = ""
    instead: InsteadSpec | None = None
    held: tuple[str, ...] = ()
    limits: tuple[LimitSpec, ...] = ()
    hard: bool = False
    sitting: bool = False
    working_days: int = 0
    document: str = ""
    papers: str = ""
    after: tuple[str, ...] = ()
    late: str = ""
    stage: str = ""
    branches: tuple[BranchSpec, ...] = ()


class LaneSpec(Entry, frozen=True):
    """流程图的栏: the steps counted from `anchor` that these do stand in it; `chart` is what its chart is of, where not the kind."""

    anchor: str
    title: str
    who: tuple[str, ...]
    chart: str = ""


class PaperSpec(Entry, frozen=True):
    """A paper as one kind of congress has it: another title ("" for the same), other params beside the paper's own."""

    title: str = ""
    params: dict[str, Any] = msgspec.field(default_factory=dict)


class CongressKindSpec(Entry, frozen=True):
    """会议种类: `title_pattern` has {unit} and the fields of its `numbers` (中国共产党{unit}第{term}次代表大会).

    `cover_lines` are the title in the lines that a cover has. `name_order` sorts every list of names: "surname" by
    姓氏笔画, "name" by 姓名笔画, "own" as the office has arranged them. `papers` are by the document's id. `host` is who
    holds it, with {unit}; `superior` whom it is reported to, with {county} or {superior}, the office's own superior as
    the workspace has it. Of the kind `like` it has the rules, the papers and the package. `without` are papers that
    every kind has but this one. `steps` are those of its plan; `anchor` is what its opening day is called in plans, `lanes` are those of
    its flow chart. `signs` are words by which the name of a roster or an assessment tells that it is of this kind and
    not of another that is held at the same place; the longest one counts.
    """

    id: str
    title: str
    level: str
    title_pattern: str
    short_pattern: str
    numbers: tuple[NumberSpec, ...]
    words: KindWords
    capacities: tuple[CapacitySpec, ...]
    host: str
    cover_lines: tuple[str, ...] = ()
    name_order: Literal["surname", "name", "own"] = "surname"
    roles: tuple[str, ...] = ()
    days: int = 1
    offices: tuple[OfficeSpec, ...] = ()
    elections: tuple[ElectionSpec, ...] = ()
    sessions: tuple[SessionSeed, ...] = ()
    packet: tuple[str, ...] = ()
    papers: dict[str, PaperSpec] = msgspec.field(default_factory=dict)
    without: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    superior: str = "{superior}"
    like: str = ""
    position: int = 0
    anchor: str = ""
    steps: tuple[StepSpec, ...] = ()
    lanes: tuple[LaneSpec, ...] = ()

    def paper(self, document: "DocumentSpec") -> "DocumentSpec":
        """Return a paper as this kind has it; one that is like another has what the kind says of that too."""
        own, like = self.papers.get(document.id), self.papers.get(document.like)
        if own is None and like is None:
            return document
        params = (like.params if like else {}) | document.params | (own.params if own else {})
        return msgspec.structs.replace(
            document, title=own.title if own and own.title else document.title, params=params
        )

    def has(self, document: "DocumentSpec") -> bool:
        """Tell whether this kind has a paper."""
        left_out = {document.id, document.like} & set(self.without)
        return not left_out and (not document.kinds or self.id in document.kinds)


class DocumentSpec(Entry, frozen=True):
    """印件: a paper that can be printed; `compose` names a function of documents/compose, `params` are handed to it.

    `kinds` are the kinds of congress that have it, () for all. One that is `like` another (the adopted form of a draft,
    the same on other paper) follows what a kind says of that: its params, and that it is without it.
    """

    id: str
    title: str
    of: str  # a kind of thing that papers are printed of: roster, congress, campaign ...
    compose: str
    kinds: tuple[str, ...] = ()
    formats: tuple[str, ...] = ("pdf", "docx")
    position: int = 0
    paper: str = "A4"
    landscape: bool = False
    margins: str = "official"  # official | table
    numbering: str = "official"
    params: dict[str, Any] = msgspec.field(default_factory=dict)
    like: str = ""


class PackageEntrySpec(Entry, frozen=True):
    """上报包条目: a numbered folder of a package.

    `source` names a function of services/packages/sources: "congress" prints `documents` of the congress, "rosters"
    prints them of its rosters of `roster_kinds`, "campaigns" takes the summaries of its assessments. `formats` are the
    files of each paper, of those that the paper has.
    """

    number: int
    title: str
    source: str = "congress"
    documents: tuple[str, ...] = ()
    roster_kinds: tuple[str, ...] = ()
    formats: tuple[str, ...] = ("pdf", "docx")
    required: bool = True


class PackageSpec(Entry, frozen=True):
    """上报包: the checklist of what is reported about a congress of one of `kinds`.

    `fields` are the columns of a person that the package's data hold, and no others.
    """

    id: str
    title: str
    kinds: tuple[str, ...]
    entries: tuple[PackageEntrySpec, ...]
    fields: tuple[str, ...]
    position: int = 0
