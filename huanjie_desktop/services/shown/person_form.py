"""What the person editor shows: the fields of the form's two leaves and of what stands in no form, and a leaf drawn as typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.documents.compose.approval import ROWS, leaves_of
from huanjie_desktop.documents.drawing import Entries
from huanjie_desktop.documents.material import ApprovalForm
from huanjie_desktop.documents.pictures import Pages, Picture
from huanjie_desktop.domain.approval import PROPOSAL_TITLES, TOWNSHIP_TITLES, Proposal, TownshipWork
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.fields import PERSON_FIELDS, field_text
from huanjie_desktop.domain.form_words import GRADES, read_grades
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.domain.resume import read_resume
from huanjie_desktop.domain.retirement import limit_of, retires_on
from huanjie_desktop.domain.township_work import counted_months, months_in_words
from huanjie_desktop.exchange.lrmx.photos import shrunk
from huanjie_desktop.services.people import people
from huanjie_desktop.services.people.person_edit import (
    GRADE_FIELDS,
    RELATIVE_TITLES,
    TOWNSHIP_FIELDS,
    grade_year,
    read_of_relative,
    read_proposed,
    read_township,
    with_grades,
)
from huanjie_desktop.services.printing.approval_material import form_of_person
from huanjie_desktop.services.shown.rosters import check_cell
from huanjie_desktop.services.workspace import Workspace

_SEEN_PHOTO = 480  # points, the longer side
FULL_SIZE = 14.0  # pt, of a text that was not set smaller
_RESUME_RULE = "resume_sound"
_SEXES = (("男", "男"), ("女", "女"), ("", ""))
_OFFERED: Mapping[str, Sequence[str]] = {
    "health": ("健康", "一般", "较差"),
    "political_status": (
        *("中共党员", "中共预备党员", "共青团员", "民革党员", "民盟盟员", "民建会员", "民进会员", "农工党党员"),
        *("致公党党员", "九三学社社员", "台盟盟员", "无党派人士", "群众"),
    ),
    "age_limit": (*(f"改革前任职年龄界限为{age}岁" for age in (50, 55, 60, 63, 65, 66)), "已到龄人员"),
    "reason": ("换届", "工作需要", "到龄", "任职试用期满"),
}
_PLACEHOLDERS: Mapping[str, str] = {
    "fulltime_education": "学历",
    "fulltime_degree": "学位",
    "fulltime_school": "毕业院校系及专业",
    "fulltime_degree_school": "学位院校，相同不填",
    "inservice_education": "学历",
    "inservice_degree": "学位",
    "inservice_school": "毕业院校系及专业",
    "inservice_degree_school": "学位院校，相同不填",
    "reason": "有拟任、拟免职务时填",
}
_TIPS: Mapping[str, str] = {
    "age_base": "写进导出的 lrmx；印在表上的年龄都算到“设置”里的“年龄计算到”",
    "retires": "不填就按出生年月、性别和年龄界限推算",
}
_LEVELS = ("研究生", "大学", "大专", "中专", "高中")
_DEGREES = ("博士", "硕士", "学士")
_LEVEL_FIELDS = ("education", "fulltime_education", "inservice_education")
_RELATIONS = ("妻子", "丈夫", "儿子", "女儿", "父亲", "母亲", "岳父", "岳母", "公公", "婆婆")


@dataclass(frozen=True)
class ShownForm:
    """改全表: one person's form as it is kept, of which county and with ages at which date; `since_age` is the least age of work.

    Its photo is as small as it is seen, so that a leaf is drawn at each key.
    """

    form: ApprovalForm
    photo_size: tuple[int, int]
    county: str
    base: date
    since_age: int

    @property
    def person(self) -> Person:
        """Whose form it is."""
        return self.form.person

    @property
    def texts(self) -> dict[str, str]:
        """Return the text of each field, of the person and of the proposal."""
        proposal = self.form.parts.proposal or Proposal("", self.person.id)
        texts = {name: field_text(getattr(self.person, name)) for name in PERSON_FIELDS}
        township = self.form.parts.township or TownshipWork("", self.person.id)
        for field, name in TOWNSHIP_FIELDS.items():
            corrected = getattr(township, name)
            texts[field] = "" if corrected is None else months_in_words(corrected)
        grades = read_grades(self.person.appraisals)
        texts |= {name: grades.get(grade_year(name, self.base), "") for name in GRADE_FIELDS}
        return texts | {name: field_text(getattr(proposal, name)) for name in PROPOSAL_TITLES}

    @property
    def hints(self) -> dict[str, str]:
        """Return what holds where a field is left blank, by the field."""
        month = retires_on(self.person.birth, self.person.sex, limit_of(self.person.age_limit))
        return {**self.counted, "retires": field_text(month), "age_base": f"{self.base:%Y.%m.%d}"}

    @property
    def counted(self) -> dict[str, str]:
        """Return what the résumé says of work in townships, in words, by the fields of its corrections."""
        months = counted_months(read_resume(self.person.resume), self.base)
        return {field: months_in_words(months[name]) for field, name in TOWNSHIP_FIELDS.items()}

    @property
    def township_words(self) -> str:
        """Say which of them were corrected, and what the résumé says."""
        texts, counted = self.texts, self.counted
        said = [
            f"{TOWNSHIP_TITLES[name]}已更正为{texts[field]}，按简历是{counted[field]}"
            for field, name in TOWNSHIP_FIELDS.items()
            if texts[field]
        ]
        return "；".join(said) + "。" if said else "乡镇年限按简历计算；算得不对的，填上就是更正，清空就还照简历。"


@dataclass(frozen=True)
class DrawnLeaf:
    """打印样子: a leaf's picture, which of how many it is, and in words how its text fits."""

    picture: Picture
    page: int
    pages: int
    said: str
    cut: bool = False


def read_form(workspace: Workspace, person_id: str) -> ShownForm:
    """Read one person's form; UserError when gone."""
    form, size = form_of_person(workspace, person_id)
    if form.photo:
        form = replace(form, photo=shrunk(form.photo, _SEEN_PHOTO))
    return ShownForm(form, size, workspace.county, workspace.base_date, _working_age(workspace))


def _working_age(workspace: Workspace) -> int:
    """Return from which age on somebody works, by the office's rule; 0 where there is none."""
    found = (rule.params["years"] for rule in workspace.rules.rules if rule.check == _RESUME_RULE)
    return int(next(found, 0))


def form_fields(catalog: Catalog, names: Sequence[str]) -> list[FieldSpec]:
    """Return these fields, of the person or of the proposal, in their order."""
    return [_spec(catalog, name) for name in names]


def _spec(catalog: Catalog, name: str) -> FieldSpec:
    offered = _offered(catalog, name)
    if name in TOWNSHIP_FIELDS:
        title = TOWNSHIP_TITLES[TOWNSHIP_FIELDS[name]]
        return FieldSpec(name, title, tip="例如 3年2个月", check=check_township)
    if name in GRADE_FIELDS:
        return FieldSpec(name, "年度考核", "choice", choices=(("", ""), *((each, each) for each in GRADES)))
    if name in PROPOSAL_TITLES:
        return FieldSpec(
            name,
            PROPOSAL_TITLES[name],
            offered=offered,
            placeholder=_PLACEHOLDERS.get(name, ""),
            tip=_TIPS.get(name, ""),
            check=partial(check_proposed, name),
        )
    column = catalog.columns[name]
    check = partial(check_cell, catalog, name)
    if column.kind == "sex":
        return FieldSpec(name, column.title, "choice", choices=_SEXES, check=check)
    long = column.kind == "long_text"
    return FieldSpec(
        name,
        column.title,
        "long" if long else "text",
        lines=2,
        offered=offered,
        placeholder=_PLACEHOLDERS.get(name, ""),
        tip=_TIPS.get(name, ""),
        check=check,
    )


def _offered(catalog: Catalog, name: str) -> Sequence[str]:
    if name == "ethnic_group":
        return tuple(catalog.ethnic_groups)
    if name in _LEVEL_FIELDS:
        return _LEVELS
    return _DEGREES if name.endswith("degree") else _OFFERED.get(name, ())


def check_proposed(name: str, text: str) -> str:
    """Say why a text of the proposal cannot be taken, "" if it can."""
    try:
        read_proposed(name, text)
    except UserError as error:
        return error.text
    return ""


def check_township(text: str) -> str:
    """Say why a text of years in townships cannot be taken, "" if it can."""
    try:
        read_township(text)
    except UserError as error:
        return error.text
    return ""


def check_relative(field: str, text: str) -> str:
    """Say why a cell of a relative cannot be taken, "" if it can."""
    try:
        if field in RELATIVE_TITLES:
            read_of_relative(field, text)
    except UserError as error:
        return error.text
    return ""


def as_typed(shown: ShownForm, typed: Mapping[str, str | None], resume: str, catalog: Catalog) -> ApprovalForm:
    """Return the form with what is typed and not written yet; what cannot be read stays as it is kept."""
    person: dict[str, Any] = {"resume": resume}
    proposed: dict[str, Any] = {}
    for name, text in typed.items():
        if text is None:
            continue
        try:
            if name in TOWNSHIP_FIELDS:
                continue  # it stands in no form
            if name in GRADE_FIELDS:
                person["appraisals"] = with_grades(
                    person.get("appraisals", shown.person.appraisals), {name: text}, shown.base
                )
            elif name in PROPOSAL_TITLES:
                proposed[name] = read_proposed(name, text)
            else:
                person |= people.read_cell(catalog, name, text, sure=True)
        except UserError:
            continue  # its field is marked
    parts = shown.form.parts
    if proposed:
        parts = replace(parts, proposal=replace(parts.proposal or Proposal("", shown.person.id), **proposed))
    return replace(shown.form, person=replace(shown.person, **person), parts=parts)


def draw_leaf(form: ApprovalForm, base: date, leaf: int, dpi: float, *, four: bool) -> DrawnLeaf:
    """Return a leaf's picture, the last one where there are fewer."""
    from huanjie_desktop.documents.blocks import Document
    from huanjie_desktop.documents.pdf import write_pdf

    leaves = leaves_of(form, base, four=four)
    at = min(leaf, len(leaves) - 1)
    style, grid = leaves[at]
    stream = BytesIO()
    report = write_pdf([Document(grid.title, style, (grid,))], stream)
    pages = Pages(stream.getvalue())
    try:
        picture = pages.picture(0, dpi)
    finally:
        pages.close()
    said = _cut_words(report.cut) or (_resume_words(form, base, four=four) if at == 0 else _family_words(form))
    return DrawnLeaf(picture, at + 1, len(leaves), said, bool(report.cut))


def _cut_words(cut: Sequence[str]) -> str:
    return f"“{cut[0][:12]}”等{len(cut)}处放不下，只印前面的字" if cut else ""


def _resume_words(form: ApprovalForm, base: date, *, four: bool) -> str:
    """Say how large the résumé is set."""
    from huanjie_desktop.documents.fitting import fit_entries
    from huanjie_desktop.documents.fonts import font_book
    from huanjie_desktop.documents.grids import grid_drawing

    drawn = grid_drawing(leaves_of(form, base, four=four)[0][1])
    entries = next((item for item in drawn.items if isinstance(item, Entries)), None)
    if entries is None:
        return "没有填写简历"
    size = fit_entries(entries, font_book()).size
    return f"简历 {size:g} 磅，" + ("没有缩小" if size >= FULL_SIZE else "已缩小")


def _family_words(form: ApprovalForm) -> str:
    count = len(form.parts.family)
    return f"亲属 {count} 人，" + (f"最多 {ROWS} 人不用续表" if count <= ROWS else f"第 {ROWS + 1} 人起印在续表")


def offered_of_relative(field: str) -> Sequence[str]:
    """Return what is usual in a cell of a relative."""
    return {"relation": _RELATIONS, "political_status": _OFFERED["political_status"]}.get(field, ())
