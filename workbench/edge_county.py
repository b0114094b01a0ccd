"""A county whose papers are hard to set: units of forty characters, posts of a hundred and twenty, names of twelve, rare
characters, two people of one name, a congress without dates, an agenda of forty items. All of it is invented.
"""

import random
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.domain.identity import make_check_digit
from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.services.demo.assessment import assess_roster
from huanjie_desktop.services.demo.meetings import fill_congress
from huanjie_desktop.services.meetings import agenda, congresses
from huanjie_desktop.services.people.importing import ImportRequest, commit_import, prepare_import
from huanjie_desktop.services.people.rosters import list_rosters
from huanjie_desktop.services.workspace import Workspace, create_workspace, default_file_name, set_base_date

COUNTY, DAY = "边界县", date(2026, 8, 1)
PEOPLE, FEW = 61, 16
HEADS = (
    *("序号", "代表团", "姓名", "性别", "民族", "出生年月", "籍贯", "学历", "学位"),
    *("全日制学历", "全日制毕业院校系及专业", "在职学历", "在职毕业院校系及专业", "入党时间", "参加工作时间"),
    *("单位", "现任职务", "任现职时间", "专业技术职务", "身份证号码", "联系电话"),
)
SURNAMES, GIVEN = (
    "丁于万马王毛方邓田冯吕朱乔任刘江许孙李杨吴何余宋张陈林周郑赵胡",
    "伟芳娜敏静秀英丽强磊军洋勇艳杰涛明超兰霞平刚桂春燕鹏辉玲",
)
UNIT = "边界县城乡建设与自然资源综合行政执法和公共资源交易服务保障中心（县大数据发展管理局）"
POST = (
    "边界县人民政府党组成员、副县长，县委政法委员会副书记，县公安局党委书记、局长、督察长（兼），县国家安全局局长，县依法治县委员会"
    "办公室副主任，县乡村振兴局党组第一书记，边界经济技术开发区党工委委员、管委会副主任（兼），县慈善总会名誉副会长"
)
VENUE = "边界县会议中心多功能学术报告厅（县委党校院内东侧三号楼二层）"
HAMLET = "长名镇人民政府驻地办事处"
DELEGATIONS = ("县直机关和事业单位联合代表团", "长名镇代表团", "边界经济技术开发区代表团")
RARE = (
    ("冯𠮷元", "汉族"),
    ("杨𬭎", "土家族"),
    ("龚䶮", "汉族"),
    ("赵㛃", "布依族"),
    ("买买提·示例", "维吾尔族"),
    ("阿不都热合曼·吐尔逊买买提", "维吾尔族"),
    ("斯琴格日乐·乌兰其其格", "蒙古族"),
    ("欧阳震华", "汉族"),
    ("丁一", "汉族"),
    ("王秀英", "汉族"),
    ("王秀英", "回族"),
)
_PEOPLES = ("汉族", "汉族", "汉族", "彝族", "蒙古族", "塔吉克族", "乌孜别克族")


def prepare_edge(folder: Path) -> Workspace:
    """Return the county with its rosters, congresses and assessments."""
    workspace = create_workspace(folder / default_file_name(COUNTY, DAY.year), COUNTY)
    set_base_date(workspace, DAY)
    hall = DELEGATIONS[0]
    _import(workspace, folder, "边界县代表名册", PEOPLE, lambda at: DELEGATIONS[at * len(DELEGATIONS) // PEOPLE])
    _import(workspace, folder, f"{HAMLET}代表名册", FEW, lambda at: hall if at else DELEGATIONS[1])
    kinds = list(workspace.catalog.congress_kinds.values())
    county, township = (next(kind for kind in kinds if kind.level == level) for level in ("county", "township"))
    _congress(workspace, county, COUNTY, 2, None, "")
    full = _congress(workspace, county, COUNTY, 13, DAY, VENUE)
    fill_congress(workspace, full, "边界县代表名册")
    small = _congress(workspace, township, HAMLET, 3, date(2026, 12, 31), "镇")
    fill_congress(workspace, small, f"{HAMLET}代表名册")
    _congress(workspace, township, UNIT, 1, DAY, "县会议中心")
    _plant_items(workspace, _congress(workspace, county, COUNTY, 22, DAY, "县会议中心"))
    roster = next(each for each, _ in list_rosters(workspace) if each.name == "边界县代表名册")
    assess_roster(workspace, roster.id, UNIT, random.Random(1))
    return workspace


def _congress(
    workspace: Workspace, kind: CongressKindSpec, unit: str, term: int, start: date | None, venue: str
) -> Congress:
    return congresses.create_congress(workspace, congresses.CongressDraft(kind.id, unit, term, start, None, venue))[0]


def _import(workspace: Workspace, folder: Path, name: str, count: int, group: Callable[[int], str]) -> None:
    file = folder / f"{name}.xlsx"
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet("名单")
    sheet.write_row(0, 0, HEADS)
    for at in range(count):
        sheet.write_row(at + 1, 0, _person(at, group(at)))
    book.close()
    kind = next(kind for kind in workspace.catalog.roster_kinds.values() if kind.title == "代表名册")
    commit_import(workspace, prepare_import(workspace, ImportRequest(file)), name, kind.id, back_up=False)


def _person(at: int, group: str) -> Sequence[object]:
    name, people = RARE[at] if at < len(RARE) else (_name(at), _PEOPLES[at % len(_PEOPLES)])
    long = at % 6 == 1
    unit = UNIT if long else f"边界县第{at % 5 + 1}局"
    post = f"{UNIT}党组书记、主任" if long else POST if at % 9 == 2 else f"边界县第{at % 5 + 1}局局长"
    year, month = 1965 + at % 35, at % 12 + 1
    woman = at % 5 == 0
    first = f"990101{year}{month:02d}15{at:02d}{2 if woman else 1}"
    return (
        *(at + 1, group, name, "女" if woman else "男", people, f"{year}.{month:02d}", "边界"),
        *("研究生" if at % 3 else "大学", "公共管理硕士" if at % 3 else "", "大学"),
        *("云川师范大学马克思主义学院思想政治教育专业", "省委党校研究生", "中共云川省委党校经济管理专业"),
        *(f"{year + 20}.06" if at % 8 else "", f"{year + 20}.07", unit, post, f"2021.{month:02d}"),
        *("高级政工师" if at % 10 == 3 else "", first + make_check_digit(first), f"1880000{at:04d}"),
    )


def _name(at: int) -> str:
    return SURNAMES[at % len(SURNAMES)] + GIVEN[at // 31 % 28] + (GIVEN[(at * 7 + 3) % 28] if at % 4 else "")


def _plant_items(workspace: Workspace, congress: Congress) -> None:
    """Give the sitting that has most items forty of three levels."""
    sittings = agenda.list_sessions(workspace, congress.id)
    opening = max(sittings, key=lambda each: len(agenda.list_items(workspace, each.id)))
    for at in range(10):
        report = f"听取和审查中国共产党边界县第{at + 1}届委员会各项重点工作完成情况的综合报告（书面）"
        title = f"审议第{at + 1}项议题" if at % 3 else report
        first, _ = agenda.add_item(workspace, opening.id, title)
        for below in range(2 if at < 5 else 1):
            words = f"关于第{at + 1}项第{below + 1}目的说明"
            second, _ = agenda.add_item(workspace, opening.id, words, first.id)
            for minutes in () if below else (3, 4):
                talk = f"说明人发言，时间不超过{minutes}分钟，并由秘书处工作人员当场分发有关材料后收回"
                agenda.add_item(workspace, opening.id, talk, second.id)
