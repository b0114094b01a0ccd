"""Assessment forms 测评表样 as data: what is judged, by what scale, by whom, how a sheet is marked and laid out."""

from collections.abc import Collection
from string import ascii_uppercase

import msgspec

from huanjie_desktop.catalog.specs import Entry
from huanjie_desktop.domain.templates import Field, FieldRegister

BODY, PERSONS, POSTS = "body", "persons", "posts"
KINDS = (BODY, PERSONS, POSTS)
BLANK_RULES = {"void": "整张未填的为无效票", "abstain": "整张未填的为弃权票，计入有效票"}
BASES = {"valid": "有效票", "marked": "有效评价", "issued": "发出票"}
PAPERS = ("A4", "A3")
MOST_GRADES = 9
MOST_ITEMS = 40
MOST_SUBJECTS = 60
MOST_HEADING, MOST_ITEM, MOST_GRADE = 50, 30, 12  # characters that a sheet has room for
HEADING_FIELDS: FieldRegister[str] = FieldRegister((Field("unit", "被测评单位", lambda unit: unit),))


class FormItem(Entry, frozen=True):
    """测评项目: `group` is the class it stands under (思想政治建设), `points` what to look at (评价要点)."""

    title: str
    group: str = ""
    points: str = ""


class VoterCategory(Entry, frozen=True):
    """票类: `code` is printed on the sheet (A), `title` says who has it (县级领导)."""

    code: str
    title: str = ""


class MarkRules(Entry, frozen=True):
    """计票规则: whether a blank sheet is void, and what shares are a share of (`BLANK_RULES`, `BASES`)."""

    blank: str = "void"
    base: str = "valid"


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
    if form.rules.blank not in BLANK_RULES or form.rules.base not in BASES:
        problems.append("计票规则不完整")
    if form.layout.paper not in PAPERS:
        problems.append(f"没有“{form.layout.paper}”这种纸张")
    return problems


def heading_problems(heading: str) -> list[str]:
    """Return what is wrong with the fields of a heading, a phrase each; a kept form that has such prints it as written."""
    return [f"表头“{heading}”{problem}，只能写“{{unit}}”" for problem in HEADING_FIELDS.problems(heading)]


def _scale_problems(form: FormSpec) -> list[str]:
    problems = []
    if not 1 <= len(form.items) <= MOST_ITEMS:
        problems.append(f"测评项目应有1到{MOST_ITEMS}项，现有{len(form.items)}项")
    if not 2 <= len(form.grades) <= MOST_GRADES:
        problems.append(f"等次应有2到{MOST_GRADES}个，现有{len(form.grades)}个")
    for noun, names in (("测评项目", [(item.group, item.title) for item in form.items]), ("等次", list(form.grades))):
        if len(set(names)) < len(names):
            problems.append(f"{noun}不能重名")
    longest = (("测评项目", [item.title for item in form.items], MOST_ITEM), ("等次", form.grades, MOST_GRADE))
    for noun, titles, most in longest:
        problems += [f"{noun}“{title}”太长，最多{most}个字" for title in titles if len(title) > most]
    if any(not item.title.strip() for item in form.items) or any(not grade.strip() for grade in form.grades):
        problems.append("测评项目和等次的名称不能为空")
    return problems


def rule_sentences(form: FormSpec) -> tuple[str, ...]:
    """Return the counting rules as they are printed and shown."""
    rules = [BLANK_RULES[form.rules.blank]]
    if form.kind == POSTS:
        rules.append("对某一职位推荐的人数等于或少于应推荐人数的有效，多于应推荐人数的，该职位部分无效")
    else:
        rules.append("某一项未填、填了两个以上等次或无法辨认的，该项不计，其他项有效")
    rules.append(f"比率以{BASES[form.rules.base]}为基数，保留一位小数")
    return tuple(rules)
