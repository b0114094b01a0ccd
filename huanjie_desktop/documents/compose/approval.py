"""干部任免审批表: two leaves to the millimetre for each person, and a third where there are more relatives than the form has rows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from huanjie_desktop.documents.blocks import Align, Block, Drawing, Grid, GridCell, Margins, PageBreak, PageStyle
from huanjie_desktop.documents.compose.makers import PERSON, Maker
from huanjie_desktop.documents.compose.params import Kind, plain
from huanjie_desktop.documents.material import ApprovalForm, ApprovalMaterial
from huanjie_desktop.domain.approval import Proposal, Relative
from huanjie_desktop.domain.columns import PEOPLE, ListedPerson, Place
from huanjie_desktop.domain.dates import PartialDate, age_at
from huanjie_desktop.domain.family import printed_age
from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.people import Person, post_with_unit
from huanjie_desktop.domain.resume import ResumeRow, read_resume
from huanjie_desktop.domain.retirement import limit_of, retires_on

TITLE = "干部任免审批表"
ROWS = 7  # of relatives on the second leaf
_WIDTH = 210.0  # of the sheet
_FRONT_WIDTHS = (13.8, 4.2, 23.0, 18.8, 23.0, 23.2, 23.5, 36.3)
_FRONT_HEIGHTS = (12.5, 12.2, 12.0, 12.0, 6.1, 6.1, 6.1, 6.1, 12.5, 12.5, 12.5, 125.8)
_BACK_WIDTHS = (13.0, 19.2, 22.9, 10.1, 17.7, 13.8, 69.4)
_HEAD, _ROW = 11.4, 12.3
_BACK_HEIGHTS = (25.0, 18.0, 24.0, _HEAD, *[_ROW] * ROWS, 36.5, 35.6)
FRONT = PageStyle(margins=Margins(11.1, round(_WIDTH - 22.0 - sum(_FRONT_WIDTHS), 1), 12.0, 22.0), numbering="none")
BACK = PageStyle(margins=Margins(27.8, round(_WIDTH - 22.5 - sum(_BACK_WIDTHS), 1), 10.0, 22.5), numbering="none")
BLANK_BACK: tuple[Block, ...] = (PageBreak(BACK), Drawing(1, 1, ()))  # so that the next person begins on a front
_MORE_ROWS = 17  # of relatives on a further leaf
_NONE = "（无）"
_SEAL = "（盖章）　　　\n　　年　　月　　日"
_NO_DAY = "　　年　　月　　日"
_FAMILY = "家庭主要成员及重要社会关系"
_FAMILY_HEADS = ("称　谓", "姓　名", "年龄", "政治面貌", "工作单位及职务")
_FAMILY_PLACES = ((1, 1), (2, 1), (3, 1), (4, 2), (6, 1))  # column, columns
_SMALL = 12.0  # pt, in the rows of relatives
Cells = list[GridCell]


def compose_approval(material: ApprovalMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the forms; params: version, "3" or "4". Each person begins on a front."""
    blocks: list[Block] = []
    for at, form in enumerate(material.forms):
        pages = leaves_of(form, material.base_date, four=params["version"] == "4")
        for page, (style, grid) in enumerate(pages):
            blocks += [PageBreak(style)] if at or page else []
            blocks.append(grid)
        if len(pages) % 2 and at < len(material.forms) - 1:
            blocks += BLANK_BACK
    return tuple(blocks)


def leaves_of(form: ApprovalForm, base: date, *, four: bool) -> list[tuple[PageStyle, Grid]]:
    """Return the leaves of one form: front, back, and those for further relatives."""
    pages = [(FRONT, _front(form, base, four)), (BACK, _back(form, base))]
    more = form.parts.family[ROWS:]
    for start in range(0, len(more), _MORE_ROWS):
        pages.append((BACK, _more(form.person, more[start : start + _MORE_ROWS], base)))
    return pages


def _front(form: ApprovalForm, base: date, four: bool) -> Grid:
    person, proposal = form.person, form.parts.proposal or Proposal("", form.person.id)
    cells: Cells = [
        *_pair(0, 0, "姓　名", display_name(person.name)),
        *_pair(0, 3, "性　别", person.sex),
        *_pair(0, 5, "出生年月\n（岁）", _birth(person, base)),
        GridCell(0, 7, rowspan=4, picture=form.photo),
        *_pair(1, 0, "民　族", person.ethnic_group),
        *_pair(1, 3, "籍　贯", person.native_place),
        *_pair(1, 5, "出生地", person.birthplace),
        *_pair(2, 0, "入　党\n时　间", _party(person)),
        *_pair(2, 3, "参加工\n作时间", _dotted(person.work_started)),
        *(_new_rows(person) if four else _old_rows(person)),
        GridCell(4, 0, "学历\n学位", rowspan=4, wrap=False),
        *_education(4, "全日制\n教　育", person.fulltime_education, person.fulltime_degree),
        *_schools(4, person.fulltime_school, person.fulltime_degree_school),
        *_education(6, "在　职\n教　育", person.inservice_education, person.inservice_degree),
        *_schools(6, person.inservice_school, person.inservice_degree_school),
    ]
    posts = (
        ("现任职务", post_with_unit(person)),
        ("拟任职务", proposal.proposed_post),
        ("拟免职务", proposal.relieved_post),
    )
    for row, (label, post) in enumerate(posts, 8):
        cells.append(GridCell(row, 0, "　".join(label), colspan=3, wrap=False))
        cells.append(GridCell(row, 3, post, colspan=5, align=Align.LEFT))
    cells.append(GridCell(11, 0, "简\n\n\n历", wrap=False))
    entries = tuple(_entry(row) for row in read_resume(person.resume))
    cells.append(GridCell(11, 1, colspan=7, entries=entries))
    return Grid(
        f"{TITLE}（{person.name}）",
        _FRONT_WIDTHS,
        _FRONT_HEIGHTS,
        tuple(cells),
        heading=TITLE,
        heading_width=len(TITLE) * 12.4,
        heading_height=20.0,
    )


def _new_rows(person: Person) -> Cells:
    """Return what 4.0 has at the end of the third row and in the fourth."""
    return [
        *_pair(2, 5, "到　龄\n时　间", _retires(person)),
        *_pair(3, 0, "健康\n状况", person.health),
        *_pair(3, 3, "专业技\n术职务", person.professional_title),
        *_pair(3, 5, "熟悉专业\n有何专长", person.speciality),
    ]


def _old_rows(person: Person) -> Cells:
    """Return what 3.x has there."""
    return [
        *_pair(2, 5, "健康\n状况", person.health),
        GridCell(3, 0, "专业技\n术职务", colspan=2, wrap=False),
        GridCell(3, 2, person.professional_title, colspan=2),
        GridCell(3, 4, "熟悉专业\n有何专长", wrap=False),
        GridCell(3, 5, person.speciality, colspan=2),
    ]


def _back(form: ApprovalForm, base: date) -> Grid:
    person, proposal = form.person, form.parts.proposal or Proposal("", form.person.id)
    cells: Cells = [
        GridCell(0, 0, "奖惩\n情况", wrap=False),
        GridCell(0, 1, person.awards or _NONE, colspan=6, align=Align.LEFT),
        GridCell(1, 0, "年度\n考核\n结果", wrap=False),
        GridCell(1, 1, person.appraisals or _NONE, colspan=6, align=Align.LEFT),
        GridCell(2, 0, "任免\n理由", wrap=False),
        GridCell(2, 1, proposal.reason, colspan=6, align=Align.LEFT),
        GridCell(3, 0, "家庭\n主要\n成员\n及重\n要社\n会关\n系", rowspan=1 + ROWS, wrap=False),
        *_family(3, form.parts.family[:ROWS], ROWS, base),
        GridCell(11, 0, "呈\n报\n单\n位", wrap=False),
        GridCell(11, 1, proposal.submitted_by, colspan=6, align=Align.LEFT, note=_SEAL),
        GridCell(12, 0, "审批\n机关\n意见", wrap=False),
        GridCell(12, 1, colspan=3, note=_SEAL),
        GridCell(12, 4, "行政\n机关\n任免\n意见", wrap=False),
        GridCell(12, 5, colspan=2, note=_SEAL),
    ]
    foot = f"填表人：{proposal.filled_by or '　　　　'}　　　　填表时间：{_day(proposal.filled_on)}"
    return Grid(f"{TITLE}（{person.name}）", _BACK_WIDTHS, _BACK_HEIGHTS, tuple(cells), foot=foot, foot_height=9.0)


def _more(person: Person, family: tuple[Relative, ...], base: date) -> Grid:
    """Return the leaf for relatives whom the form has no rows for."""
    cells: Cells = [
        GridCell(0, 0, f"{person.name}　{_FAMILY}（续表）", colspan=len(_BACK_WIDTHS), size=_SMALL),
        GridCell(1, 0, "\n".join(_FAMILY), rowspan=1 + _MORE_ROWS, wrap=False),
        *_family(1, family, _MORE_ROWS, base),
    ]
    heights = (_HEAD, _HEAD, *[_ROW] * _MORE_ROWS)
    return Grid(f"{TITLE}（{person.name}）续表", _BACK_WIDTHS, heights, tuple(cells))


def _family(first: int, family: tuple[Relative, ...], rows: int, base: date) -> Cells:
    cells: Cells = []
    for (column, span), head in zip(_FAMILY_PLACES, _FAMILY_HEADS, strict=True):
        cells.append(GridCell(first, column, head, colspan=span, wrap=False, size=_SMALL))
    for row in range(rows):
        texts = _relative(family[row], base) if row < len(family) else ("",) * len(_FAMILY_PLACES)
        for at, ((column, span), text) in enumerate(zip(_FAMILY_PLACES, texts, strict=True)):
            align = Align.LEFT if at == len(_FAMILY_PLACES) - 1 else Align.CENTER
            cells.append(GridCell(first + 1 + row, column, text, colspan=span, align=align, size=_SMALL))
    return cells


def _relative(each: Relative, base: date) -> tuple[str, ...]:
    return each.relation, display_name(each.name), printed_age(each, base), each.political_status, each.post


def _pair(row: int, column: int, label: str, value: str) -> Cells:
    """Return a label and what stands beside it; the first label of a row is two columns wide."""
    span = 2 if column == 0 else 1
    return [GridCell(row, column, label, colspan=span, wrap=False), GridCell(row, column + span, value)]


def _education(row: int, label: str, level: str, degree: str) -> Cells:
    """Return the level over the degree, one cell for both where there is no degree."""
    cells = [GridCell(row, 1, label, colspan=2, rowspan=2, wrap=False)]
    if not degree:
        return [*cells, GridCell(row, 3, level, colspan=2, rowspan=2)]
    return [*cells, GridCell(row, 3, level, colspan=2), GridCell(row + 1, 3, degree, colspan=2)]


def _schools(row: int, school: str, of_degree: str) -> Cells:
    """Return the school of the level over that of the degree, one cell for both where they are one."""
    cells = [GridCell(row, 5, "毕业院校\n系及专业", rowspan=2, wrap=False)]
    if not of_degree or of_degree == school:
        return [*cells, GridCell(row, 6, school, colspan=2, rowspan=2, align=Align.LEFT)]
    return [
        *cells,
        GridCell(row, 6, school, colspan=2, align=Align.LEFT),
        GridCell(row + 1, 6, of_degree, colspan=2, align=Align.LEFT),
    ]


def _entry(row: ResumeRow) -> tuple[str, str]:
    """Return a row's dates as the form has them, and its text."""
    if row.slip:
        return row.slip, row.text
    if row.start is None:
        return "", row.text
    if row.end is None and not row.ongoing:
        return row.start.dotted(), row.text
    return f"{row.start.dotted()}--{_dotted(row.end)}", row.text


def _birth(person: Person, base: date) -> str:
    if person.birth is None:
        return ""
    age = age_at(person.birth, base)
    return f"{person.birth.dotted()}\n（{age}岁）" if age >= 0 else person.birth.dotted()


def _party(person: Person) -> str:
    return PEOPLE.text("party_joined", ListedPerson(person), Place(date.min)).replace("；", "\n", 1)


def _retires(person: Person) -> str:
    """Return the month of reaching the age, with the age reached: 63岁, 61岁3个月."""
    month = person.retires or retires_on(person.birth, person.sex, limit_of(person.age_limit))
    if month is None:
        return ""
    if person.birth is None or person.birth.month is None or month.month is None:
        return month.dotted()
    years, months = divmod((month.year - person.birth.year) * 12 + month.month - person.birth.month, 12)
    return f"{month.dotted()}\n（{years}岁{f'{months}个月' if months else ''}）"


def _dotted(value: PartialDate | None) -> str:
    return value.dotted() if value is not None else ""


def _day(value: PartialDate | None) -> str:
    if value is None or value.month is None:
        return _NO_DAY
    return f"{value.year}年{value.month}月" + (f"{value.day}日" if value.day else "")


APPROVAL = Maker(
    compose_approval,
    (PERSON,),
    (plain("version", Kind.WORD, needed=True, choices=("3", "4")),),
    page=lambda _material: FRONT,
)
