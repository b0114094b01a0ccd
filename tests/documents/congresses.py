"""A small congress as material, for tests of papers."""

from dataclasses import replace
from datetime import date
from typing import Any

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.documents.material import CongressMaterial, GroupMaterial
from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.people import Person

BASE = date(2026, 7, 26)
PEOPLE = (
    Person("p1", "林木", "女", ethnic_group="汉族", unit="柳河镇", current_post="柳河镇镇长"),
    Person("p2", "阿依古丽·买买提", "女", ethnic_group="维吾尔族", unit="县委办公室", current_post="副主任"),
    Person("p3", "欧阳少东", "男", ethnic_group="汉族", current_post="县委副书记"),
    Person("p4", "张三"),
)


def congress_of(**changes: Any) -> CongressMaterial:
    """Return a congress of one group of four; `changes` are of the congress itself."""
    congress = Congress("c", "", "青禾县", 12, BASE, date(2026, 7, 28), "县会议中心")
    kind = next(kind for kind in load_catalog().congress_kinds.values() if kind.level == "county")
    return CongressMaterial(
        "青禾县",
        replace(congress, **changes),
        kind,
        "中国共产党青禾县第十二次代表大会",
        "青禾县第十二次党代会",
        ("中国共产党青禾县", "第十二次代表大会"),
        (GroupMaterial("柳河镇代表团", PEOPLE, {"p1": "团长"}),),
        {},
        {},
        (),
        load_catalog().columns,
        BASE,
        host="中共青禾县委员会",
        superior="中共云川市委员会",
    )
