"""The registers of fields: what the texts of papers may name in braces, by what papers are printed of.

A further field is an entry here. The words of the congress's kind are fields of the same name, each of them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from huanjie_desktop.documents.compose.makers import (
    CAMPAIGN,
    CATEGORY,
    CONGRESS,
    PACKAGE,
    PERSON,
    PLAN,
    ROSTER,
    STAFFING,
)
from huanjie_desktop.documents.material import (
    ApprovalMaterial,
    CampaignMaterial,
    CongressMaterial,
    PackageMaterial,
    PlanMaterial,
    RosterMaterial,
    StaffingMaterial,
)
from huanjie_desktop.domain.numerals import chinese_date, chinese_span
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.tally import share_words
from huanjie_desktop.domain.templates import Field, FieldRegister

MAJORITY, FEMALE = "汉族", "女"
_UNNAMED = "候选人预备人选"  # candidates in no group


def heading_words(material: CampaignMaterial) -> str:
    """Return the sheet's heading as other papers' headings begin with it: 柳河镇干部民主测评."""
    heading = material.heading
    return heading[:-1] if heading[-1:] in ("表", "票") else heading


def _women(material: CongressMaterial) -> int:
    return sum(person.sex == FEMALE for person in material.members)


def _minorities(material: CongressMaterial) -> int:
    return sum(person.ethnic_group not in ("", MAJORITY) for person in material.members)


def _share(count: int, of: Sequence[Person]) -> str:
    """Return a share of those who are counted, to one decimal, halves up; "" where nobody is."""
    return share_words(count, len(of)).removesuffix("%") if of else ""


def _number(count: int, of: Sequence[Person]) -> str:
    """Return how many, "" where nobody is counted yet: 0 of nobody says nothing."""
    return str(count) if of else ""


def _days(material: CongressMaterial) -> str:
    start, end = material.congress.start, material.congress.end
    return str(((end or start) - start).days + 1) if start else ""


def _dates(material: CongressMaterial) -> str:
    congress = material.congress
    return chinese_span(congress.start, congress.end) if congress.start else ""


def _year(material: CongressMaterial) -> str:
    start = material.congress.start
    return str(start.year) if start else ""


def _start(material: CongressMaterial) -> str:
    return chinese_date(material.congress.start) if material.congress.start else ""


def _group_count(material: CongressMaterial) -> str:
    return str(sum(bool(each.members) and each.placed for each in material.groups) or "")


def _groups(material: CongressMaterial) -> str:
    return "，".join(f"{group.name or _UNNAMED}{len(group.people)}名" for group in material.candidates)


def _candidate_count(material: CongressMaterial) -> str:
    return str(sum(len(group.people) for group in material.candidates) or "")


def _word(name: str) -> Callable[[CongressMaterial], str]:
    return lambda material: str(getattr(material.words, name))


CONGRESS_FIELDS: FieldRegister[CongressMaterial] = FieldRegister(
    (
        Field("title", "会议全称", lambda material: material.title),
        Field("short_title", "会议简称", lambda material: material.short_title),
        Field("county", "县（市、区）", lambda material: material.county),
        Field("unit", "召开单位", lambda material: material.congress.unit),
        Field("host", "会议的召开者", lambda material: material.host),
        Field("superior", "上级单位", lambda material: material.superior),
        Field("venue", "会议地点", lambda material: material.congress.venue),
        Field("dates", "会议日期", _dates),
        Field("start", "开幕日期", _start),
        Field("year", "开幕年份", _year, "　　　　"),
        Field("days", "会期天数", _days),
        Field("members", "参会人数", lambda material: _number(len(material.members), material.members)),
        Field("groups", "分组数", _group_count),
        Field("women", "妇女人数", lambda material: _number(_women(material), material.members)),
        Field("women_share", "妇女比例", lambda material: _share(_women(material), material.members)),
        Field("minorities", "少数民族人数", lambda material: _number(_minorities(material), material.members)),
        Field("minorities_share", "少数民族比例", lambda material: _share(_minorities(material), material.members)),
        Field("candidates", "候选人人数", _candidate_count),
        Field("candidate_groups", "各类候选人及人数", _groups),
        Field("member", "参会人员的称呼", _word("member")),
        Field("group", "分组的称呼", _word("group")),
        Field("own_group", "本组的称呼", _word("own_group")),
        Field("leader", "分组负责人的称呼", lambda material: next(iter(material.kind.roles), "")),
        Field("congress", "会议的自称", _word("congress")),
        Field("office", "会议职务的称呼", _word("office")),
        Field("measure", "量词", _word("measure")),
        Field("order_note", "姓名排序说明", _word("order_note")),
    )
)
CAMPAIGN_FIELDS: FieldRegister[CampaignMaterial] = FieldRegister(
    (
        Field("form", "测评名称", heading_words),
        Field("title", "测评标题", lambda material: material.setup.campaign.title),
        Field("unit", "被测评单位", lambda material: material.setup.campaign.unit),
        Field("county", "县（市、区）", lambda material: material.county),
    )
)
ROSTER_FIELDS: FieldRegister[RosterMaterial] = FieldRegister(
    (
        Field("title", "名册名称", lambda material: material.title),
        Field("county", "县（市、区）", lambda material: material.county),
        Field("base_date", "年龄计算截止日期", lambda material: chinese_date(material.base_date)),
    )
)
PACKAGE_FIELDS: FieldRegister[PackageMaterial] = FieldRegister(
    (
        Field("title", "会议名称", lambda material: material.title),
        Field("package", "上报包名称", lambda material: material.package),
        Field("unit", "报送单位", lambda material: material.unit),
        Field("recipient", "接收单位", lambda material: material.recipient),
        Field("batch", "批次", lambda material: material.batch),
        Field("version", "版次", lambda material: str(material.version)),
    )
)
PERSON_FIELDS: FieldRegister[ApprovalMaterial] = FieldRegister(
    (Field("county", "县（市、区）", lambda material: material.county),)
)
PLAN_FIELDS: FieldRegister[PlanMaterial] = FieldRegister(
    (
        Field("county", "县（市、区）", lambda material: material.county),
        Field("title", "会议名称", lambda material: material.title),
    )
)
STAFFING_FIELDS: FieldRegister[StaffingMaterial] = FieldRegister(
    (Field("county", "县（市、区）", lambda material: material.county),)
)
REGISTERS: Mapping[str, FieldRegister[Any]] = {  # by what a paper is of
    ROSTER: ROSTER_FIELDS,
    CONGRESS: CONGRESS_FIELDS,
    CAMPAIGN: CAMPAIGN_FIELDS,
    CATEGORY: CAMPAIGN_FIELDS,
    PACKAGE: PACKAGE_FIELDS,
    PERSON: PERSON_FIELDS,
    PLAN: PLAN_FIELDS,
    STAFFING: STAFFING_FIELDS,
}
