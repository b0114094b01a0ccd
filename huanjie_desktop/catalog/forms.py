"""Assessment forms 测评表样 as data: what is judged, by what scale, by whom, how a sheet is marked and laid out."""

from collections.abc import Collection, Mapping
from string import ascii_uppercase

import msgspec

from huanjie_desktop.catalog.specs import Entry
from huanjie_desktop.domain.tally import CountingRules
from huanjie_desktop.domain.templates import Field, FieldRegister

BODY, PERSONS, POSTS = "body", "persons", "posts"
KINDS = (BODY, PERSONS, POSTS)
BLANK_RULES = {"void": "整张未填的为无效票", "abstain": "整张未填的为弃权票，计入有效票"}
UNCLEAR_RULES = {
    "part": "某一项未填、填了两个以上等次或无法辨认的，该项不计，其他项有效",
    "sheet": "有一项填了两个以上等次或无法辨认的，整张为无效票；某一项未填的，该项不计",
}
OVERFULL_RULES = {
    "part": "对某一职位推荐的人数等于或少于应推荐人数的有效，多于应推荐人数的，该职位部分无效",
    "sheet": "对某一职位推荐的人数等于或少于应推荐人数的有效，多于应推荐人数的，整张为无效票",
}
BASES = {
    "valid": "有效票",
    "given": "有效票减弃权票",
    "collected": "收回票",
    "marked": "有效评价",
    "issued": "发出票",
}
PAPERS = ("A4", "A3")
MOST_GRADES = 9
MOST_ITEMS = 40
MOST_SUBJECTS = 60
MOST_HEADING, MOST_ITEM, MOST_GRADE = 50, 30, 12  # characters that a sheet has room for
HEADING_FIELDS: FieldRegister[str] = FieldRegister((Field("unit", "被测评单位", lambda unit: unit),))


class FormItem(Entry, frozen=True):
    """测评项目: `group` is the class it stands under (思想政治建设), `points` what to look at (评价要点).

    `grades` are its own scale where that is not the form's (好 to 差 above, 优秀 to 不称职 as the total); `unclear` its own
    rule of marks that cannot be read or are too many (`UNCLEAR_RULES`).
    """

    title: str
    group: str = ""
    points: str = ""
    grades: tuple[str, ...] = ()
    unclear: str = ""


class VoterCategory(Entry, frozen=True):
    """票类: `code` is printed on the sheet (A), `title` says who has it (县级领导)."""

    code: str
    title: str = ""


class MarkRules(Entry, frozen=True):
    """计票规则: what becomes of a blank sheet, of marks that cannot be read, of too many names, and what shares are shares of.

    `source` says where they are from (the notice, the rules of election); it is printed with every result.
    """

    blank: str = "void"
    base: str = "valid"
    unclear: str = "part"
    overfull: str = "part"
    source: str = ""


class FormLayout(Entry, frozen=True):
    """版式: the sheet's paper, and for many persons whether each has a column for every item and grade."""

    paper: str = "A4"
    landscape: bool = False
    size: float = 10.5
    row_height: float = 9


class FormSpec(Entry, frozen=True):
    """表样: `kind` body (one body, items in rows), persons (people in rows, items in columns) or posts (names to choose).

    `heading` is printed above the sheet and may have {unit}; `mark` is what voters write; `instructions` stand under it.
    A form of posts has no items or grades of its own: a name is chosen or not, and `write_ins` lines are left for others.
    """

    id: str
    title: str
    kind: str
    heading: str
    items: tuple[FormItem, ...] = ()
    grades: tuple[str, ...] = ()
    categories: tuple[VoterCategory, ...] = ()
    mark: str = "√"
    instructions: tuple[str, ...] = ()
    rules: MarkRules = MarkRules()
    layout: FormLayout = FormLayout()
    write_ins: int = 0
    position: int = 0

    @property
    def item_titles(self) -> tuple[str, ...]:
        """Return the items' names; a form of posts has one."""
        return tuple(item.title for item in self.items) or ("推荐",)

    @property
    def grade_titles(self) -> tuple[str, ...]:
        """Return the grades' names; a form of posts has one."""
        return self.grades or ("推荐",)

    def scale(self, item: int) -> tuple[str, ...]:
        """Return the names of an item's grades, its own or the form's."""
        return (self.items[item].grades if self.items else ()) or self.grade_titles

    @property
    def scales(self) -> tuple[tuple[str, ...], ...]:
        """Return each item's scale."""
        return tuple(self.scale(at) for at in range(len(self.item_titles)))

    @property
    def grade_heads(self) -> tuple[str, ...]:
        """Return what stands above each place of the scales; where they differ the words of each: 好／优秀."""
        scales = dict.fromkeys(self.scales)
        places = range(max(len(scale) for scale in scales))
        return tuple("／".join(dict.fromkeys(scale[at] for scale in scales if at < len(scale))) for at in places)

    @property
    def one_scale(self) -> bool:
        """Tell whether all items have the same scale."""
        return len(set(self.scales)) == 1


def short_rules(rules: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return rules as choices in short: only that part does not count, or the whole sheet."""
    return tuple((rule, "整张为无效票" if rule == "sheet" else "只是这一部分不计") for rule in rules)


def free_code(taken: Collection[str]) -> str:
    """Return the first letter that no category has."""
    return next(code for code in ascii_uppercase + "甲" if code not in taken)


def form_heading(form: FormSpec, unit: str) -> str:
    """Return what stands above the sheets of a unit; a blank line where it is not known."""
    return HEADING_FIELDS.fill(form.heading, unit).text


def form_as_text(form: FormSpec) -> str:
    """Return a form as JSON, as a workspace keeps it."""
    return msgspec.json.encode(form).decode()


def form_from_text(text: str) -> FormSpec:
    """Return the form that a workspace keeps."""
    return msgspec.json.decode(text, type=FormSpec)


def form_problems(form: FormSpec) -> list[str]:
    """Return what is wrong with a form, a short Chinese sentence each without its full stop."""
    problems = []
    if not form.title.strip():
        problems.append("没有填写表名")
    if len(form.heading) > MOST_HEADING:
        problems.append(f"表头“{form.heading}”太长，最多{MOST_HEADING}个字")
    if form.kind not in KINDS:
        problems.append(f"不认识的表类“{form.kind}”")
    if form.kind != POSTS:
        problems += _scale_problems(form)
    elif form.items or form.grades:
        problems.append("推荐票没有测评项目和等次")
    codes = [category.code for category in form.categories]
    if any(not code.strip() for code in codes) or len(set(codes)) < len(codes):
        problems.append("票类的标记不能为空，也不能重复")
    rules = form.rules
    unclear = (rules.unclear, *(item.unclear or "part" for item in form.items))
    if rules.blank not in BLANK_RULES or rules.base not in BASES or rules.overfull not in OVERFULL_RULES:
        problems.append("计票规则不完整")
    if any(each not in UNCLEAR_RULES for each in unclear):
        problems.append("无法辨认的评价怎样计票不完整")
    if form.layout.paper not in PAPERS:
        problems.append(f"没有“{form.layout.paper}”这种纸张")
    return problems


def heading_problems(heading: str) -> list[str]:
    """Return what is wrong with the fields of a heading, a phrase each; a kept form that has such prints it as written."""
    said, allowed = HEADING_FIELDS.in_words(heading), HEADING_FIELDS.in_words("{unit}")
    return [f"表头“{said}”{problem}，只能写“{allowed}”" for problem in HEADING_FIELDS.problems(heading)]


def _scale_problems(form: FormSpec) -> list[str]:
    problems = []
    if not 1 <= len(form.items) <= MOST_ITEMS:
        problems.append(f"测评项目应有1到{MOST_ITEMS}项，现有{len(form.items)}项")
    scales = [("", form.grades), *((f"“{item.title}”的", item.grades) for item in form.items if item.grades)]
    for whose, scale in scales:
        if not 2 <= len(scale) <= MOST_GRADES:
            problems.append(f"{whose}等次应有2到{MOST_GRADES}个，现有{len(scale)}个")
        if len(set(scale)) < len(scale):
            problems.append(f"{whose}等次不能重名")
    titles = [(item.group, item.title) for item in form.items]
    if len(set(titles)) < len(titles):
        problems.append("测评项目不能重名")
    grades = [grade for _, scale in scales for grade in scale]
    longest = (("测评项目", [item.title for item in form.items], MOST_ITEM), ("等次", grades, MOST_GRADE))
    for noun, names, most in longest:
        problems += [f"{noun}“{name}”太长，最多{most}个字" for name in names if len(name) > most]
    if any(not item.title.strip() for item in form.items) or any(not grade.strip() for grade in grades):
        problems.append("测评项目和等次的名称不能为空")
    return problems


def rule_sentences(form: FormSpec) -> tuple[str, ...]:
    """Return the counting rules as they are printed and shown, with where they are from."""
    rules = [BLANK_RULES[form.rules.blank]]
    if form.kind == POSTS:
        rules.append(OVERFULL_RULES[form.rules.overfull])
    else:
        rules.append(UNCLEAR_RULES[form.rules.unclear])
        for rule in UNCLEAR_RULES:
            titles = [f"“{item.title}”" for item in form.items if item.unclear == rule != form.rules.unclear]
            rules += [f"{'、'.join(titles)}：{UNCLEAR_RULES[rule]}"] if titles else []
    rules.append(f"比率以{BASES[form.rules.base]}为基数，保留一位小数")
    rules += [f"以上计票办法依据：{form.rules.source}"] if form.rules.source else []
    return tuple(rules)


def counting_rules(form: FormSpec) -> CountingRules:
    """Return the rules by which a form's sheets are counted."""
    rules = form.rules
    unclear = tuple((item.unclear or rules.unclear) == "sheet" for item in form.items) or (rules.unclear == "sheet",)
    return CountingRules(rules.blank == "void", rules.overfull == "sheet", unclear)
