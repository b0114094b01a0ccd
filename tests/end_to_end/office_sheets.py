"""Lists as county offices keep them, with what a clerk means by each written down beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import xlwt
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

Row = Sequence[Any]
Wanted = dict[str, Any]


@dataclass(frozen=True)
class Office:
    """A list: `wanted` are people with these values, `count` how many there are, `said` words that the answer must have."""

    name: str
    write: Callable[[Path], Path]
    wanted: Sequence[Wanted]
    count: int
    said: Sequence[str] = ()
    options: Sequence[str] = field(default_factory=tuple)


def xlsx(*rows: Row, merged: Sequence[str] = (), change: Callable[[Any], None] | None = None) -> Callable[[Path], Path]:
    """Return what writes these rows."""

    def write(folder: Path) -> Path:
        book = openpyxl.Workbook()
        page: Any = book.active
        for row in rows:
            page.append(list(row))
        for area in merged:
            page.merge_cells(area)
        if change is not None:
            change(page)
        book.save(folder / "表.xlsx")
        return folder / "表.xlsx"

    return write


def xls(*rows: Row, change: Callable[[Any], None] | None = None, style: str = "") -> Callable[[Path], Path]:
    """Return what writes these rows as an old workbook; `style` is that of dates."""

    def write(folder: Path) -> Path:
        book = xlwt.Workbook()
        page = book.add_sheet("名册")
        dates = xlwt.easyxf(num_format_str=style or "YYYY-MM-DD")
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write(at, column, cell, dates)
                elif cell != "":
                    page.write(at, column, cell)
        if change is not None:
            change(page)
        book.save(str(folder / "表.xls"))
        return folder / "表.xls"

    return write


def text(words: str, encoding: str = "utf-8", suffix: str = "csv") -> Callable[[Path], Path]:
    """Return what writes a text file."""

    def write(folder: Path) -> Path:
        path = folder / f"表.{suffix}"
        path.write_bytes(words.encode(encoding))
        return path

    return write


def hide_column(page: Any) -> None:
    """Hide the column of ID numbers, as lists for the public have it."""
    page.column_dimensions["D"].hidden = True


def strike_second(page: Any) -> None:
    """Strike out whom the list has lost."""
    for cell in page[3]:
        cell.font = Font(strike=True)


def comment_on_post(page: Any) -> None:
    """Write beside the cell what did not fit."""
    page["C2"].comment = Comment("拟调任石桥镇", "组织科")


def add_choices(page: Any) -> None:
    """Give a column a list of choices, down to the end of the sheet."""
    choices = DataValidation(type="list", formula1='"男,女"')
    page.add_data_validation(choices)
    choices.add("B2:B500")


ZHAO, QIAN, SUN = "赵一凡", "钱二妮", "孙三立"
ID1, ID2 = "990101198507120018", "990101199001030028"
HEAD = ("序号", "姓名", "性别", "出生年月", "工作单位", "现任职务", "备注")
SHEETS = (
    Office(
        "title_note_and_footer",
        xlsx(
            ("青禾县科级干部花名册",), ("填报单位：青禾县委组织部（盖章）", "", "", "", "填报时间：2026年6月30日"), HEAD,
            (1, ZHAO, "男", "1985.07", "柳河镇", "镇长", ""), (2, QIAN, "女", "1990.01", "石桥镇", "书记", ""),
            ("合计", "2人"), ("注：本表一式三份。",), ("填表人：周文", "", "审核人：吴强", "", "联系电话：0871-1234567"),
            merged=("A1:G1",),
        ),
        [{"name": ZHAO, "birth": "1985-07", "unit": "柳河镇"}, {"name": QIAN, "current_post": "书记"}], 2,
        ["合计行", "说明行", "落款行"],
    ),
    Office(
        "signature_in_the_last_row_beside_empty_ones",
        xlsx(HEAD, (1, ZHAO, "男", "1985.07", "柳河镇", "镇长"), (2,), (3,), (), ("单位负责人签字：", "", "", "制表人：李明", "", "2026年7月1日")),
        [{"name": ZHAO}], 1, ["空的编号行", "落款行"],
    ),
    Office(
        "units_with_chinese_numbers",
        xlsx(HEAD, ("一、柳河镇（2人）",), (1, ZHAO, "男", "1985.07", "", "镇长"), (2, SUN, "男", "1986.07", "", "书记"), ("二、石桥镇（1人）",), (1, QIAN, "女", "1990.01", "", "书记")),
        [{"name": ZHAO}, {"name": QIAN}], 3,
    ),
    Office(
        "merged_unit_and_group",
        xlsx(("代表团", "姓名", "性别", "单位"), ("柳河镇代表团", ZHAO, "男", "柳河镇"), ("", QIAN, "女", "柳河镇"), ("石桥镇代表团", SUN, "男", "石桥镇"), merged=("A2:A3",)),
        [{"name": QIAN, "unit": "柳河镇"}], 3,
    ),
    Office(
        "two_lists_below_each_other",
        xlsx(("一、县委委员",), ("姓名", "性别", "职务"), (ZHAO, "男", "县委书记"), (), ("二、县委候补委员",), ("姓名", "性别", "职务"), (QIAN, "女", "局长")),
        [{"name": ZHAO}, {"name": QIAN, "current_post": "局长"}], 2,
    ),
    Office(
        "lists_side_by_side",
        xlsx(("序号", "姓名", "单位", "", "序号", "姓名", "单位"), (1, ZHAO, "柳河镇", "", 2, QIAN, "石桥镇"), (3, SUN, "玉泉乡")),
        [{"name": QIAN, "unit": "石桥镇"}, {"name": SUN, "unit": "玉泉乡"}], 3,
    ),
    Office(
        "hidden_column_of_id_numbers",
        xlsx(("姓名", "性别", "职务", "身份证号"), (ZHAO, "男", "镇长", ID1), (QIAN, "女", "书记", ID2), change=hide_column),
        [{"name": ZHAO, "id_number": ID1}], 2,
    ),
    Office(
        "list_of_choices_down_to_row_500",
        xlsx(("姓名", "性别"), (ZHAO, "男"), (QIAN, "女"), change=add_choices), [{"name": QIAN, "sex": "女"}], 2,
    ),
    Office(
        "id_numbers_with_blanks_and_quotes",
        xlsx(("姓名", "身份证号"), (ZHAO, "'990101 19850712 0018"), (QIAN, "990101\u00a019900103\u00a00028")),
        [{"name": ZHAO, "id_number": ID1}, {"name": QIAN, "id_number": ID2}], 2,
    ),
    Office(
        "dates_in_all_spellings",
        xlsx(
            ("姓名", "出生年月"), (ZHAO, "1985年7月"), (QIAN, "1985/07"), (SUN, "85.07"), ("李四维", datetime(1985, 7, 1)),  # noqa: DTZ001 - as cells are
            ("周五德", "一九八五年七月"), ("吴六福", 198507), ("郑七星", "1985－07"), ("王八达", "1985. 7"),
        ),
        [{"name": name, "birth": "1985-07"} for name in (ZHAO, QIAN, "周五德", "吴六福", "郑七星", "王八达")], 7, [SUN],
    ),
    Office(
        "numbers_of_days",
        xlsx(("姓名", "出生日期"), (ZHAO, 31240), (QIAN, "1990-01-03")), [{"name": QIAN, "birth": "1990-01-03"}], 1,
        ["没有设成日期格式"],
    ),
    Office(
        "struck_out", xlsx(("姓名", "性别", "职务"), (ZHAO, "男", "镇长"), (QIAN, "女", "书记"), change=strike_second),
        [{"name": ZHAO}], 1, ["删除线"],
    ),
    Office(
        "comment", xlsx(("姓名", "性别", "职务"), (ZHAO, "男", "镇长"), change=comment_on_post), [{"name": ZHAO}], 1,
        ["批注“拟调任石桥镇”"],
    ),
    Office(
        "gbk_with_tabs", text("姓名\t性别\t单位\n赵一凡\t男\t柳河镇\n钱二妮\t女\t石桥镇\n", "gb18030", "txt"),
        [{"name": QIAN, "unit": "石桥镇"}], 2,
    ),
    Office("utf16_with_tabs", text("姓名\t性别\n赵一凡\t男\n", "utf-16"), [{"name": ZHAO, "sex": "男"}], 1),
    Office("semicolons", text("姓名;性别;现任职务\n赵一凡;男;镇长\n", "utf-8-sig"), [{"name": ZHAO, "current_post": "镇长"}], 1),
    Office(
        "quoted_posts_in_a_csv", text('姓名,现任职务\n赵一凡,"镇长, 党委副书记"\n钱二妮,"书记\n主任"\n', "gb18030"),
        [{"name": QIAN, "current_post": "书记、主任"}], 2,
    ),
    Office("utf16_big_endian", text("\ufeff姓名,性别\n赵一凡,男\n", "utf-16-be"), [{"name": ZHAO, "sex": "男"}], 1),
    Office("full_width_commas", text("姓名，性别，单位\n赵一凡，男，柳河镇\n钱二妮，女，石桥镇\n"), [{"name": QIAN, "unit": "石桥镇"}], 2),
    Office("bars", text("姓名|性别|单位\n赵一凡|男|柳河镇\n"), [{"name": ZHAO, "unit": "柳河镇"}], 1),
    Office(
        "old_workbook_with_dates_shown_as_months", xls(("姓名", "出生年月"), (ZHAO, date(1985, 7, 1)), style='YYYY"年"M"月"'),
        [{"name": ZHAO, "birth": "1985-07"}], 1,
    ),
    Office(
        "old_workbook_with_numbers", xls(("姓名", "电话", "备注"), (ZHAO, 13800000001.0, 3.0), (QIAN, "0871-1234567", "")),
        [{"name": ZHAO, "phone": "13800000001", "remark": "3"}], 2,
    ),
    Office(
        "head_with_breaks_and_stars", xlsx(("姓\n名*", "性\n别", "出 生\n年 月", "单位及\n职务"), (ZHAO, "男", "1985.07", "柳河镇镇长")),
        [{"name": ZHAO, "sex": "男", "birth": "1985-07", "current_post": "柳河镇镇长"}], 1,
    ),
    Office(
        "two_line_head_with_schooling",
        xlsx(
            ("姓名", "性别", "学历学位", "", "毕业院校及专业", ""), ("", "", "全日制", "在职", "全日制", "在职"), (ZHAO, "男", "大学\n工学学士", "研究生", "云川大学", "省委党校"),
            merged=("A1:A2", "B1:B2", "C1:D1", "E1:F1"),
        ),
        [{"name": ZHAO, "fulltime_education": "大学", "fulltime_degree": "工学学士", "inservice_education": "研究生", "education": "研究生", "fulltime_school": "云川大学", "inservice_school": "省委党校"}], 1,
    ),
    Office(
        "schooling_on_two_lines", xlsx(("姓名", "学历", "职务"), (ZHAO, "大学\n研究生", "镇长")),
        [{"name": ZHAO, "fulltime_education": "大学", "inservice_education": "研究生"}], 1, ["上一行按全日制"],
    ),
    Office(
        "ticks", xlsx(("姓名", "性别", "", "职务"), ("", "男", "女", ""), (ZHAO, "√", "", "镇长"), (QIAN, "", "√", "书记"), merged=("A1:A2", "B1:C1", "D1:D2")),
        [{"name": ZHAO, "sex": "男"}, {"name": QIAN, "sex": "女"}], 2,
    ),
    Office(
        "several_names", xlsx(("单位", "姓名"), ("柳河镇", f"{ZHAO}、{QIAN}"), ("石桥镇", SUN)),
        [{"name": ZHAO, "unit": "柳河镇"}, {"name": QIAN, "unit": "柳河镇"}, {"name": SUN}], 3, ["2个人"],
    ),
    Office(
        "roles", xlsx(("代表团", "团长", "副团长"), ("柳河镇代表团", ZHAO, f"{QIAN}、{SUN}")),
        [{"name": ZHAO, "remark": "团长"}, {"name": SUN, "remark": "副团长"}], 3,
    ),
    Office(
        "statistics_below",
        xlsx(("姓名", "性别", "单位"), (ZHAO, "男", "柳河镇"), (QIAN, "女", "石桥镇"), (), ("人员结构统计表",), ("项目", "人数", "占比"), ("男", 1, "50%"), ("女", 1, "50%")),
        [{"name": ZHAO}, {"name": QIAN}], 2, ["统计表"],
    ),
    Office(
        "unit_once", xlsx(("单位", "姓名", "性别"), ("柳河镇", ZHAO, "男"), ("", QIAN, "女"), ("", SUN, "男")),
        [{"name": QIAN, "unit": "柳河镇"}], 3, ["按上面的“柳河镇”填"], ("--fill-down", "yes"),
    ),
    Office(
        "ditto", xlsx(("姓名", "单位", "民族"), (ZHAO, "柳河镇", "汉族"), (QIAN, "同上", "〃")),
        [{"name": QIAN, "unit": "柳河镇", "ethnic_group": "汉族"}], 2, ["按上一行记"],
    ),
    Office(
        "continued_on_a_second_page",
        xlsx(HEAD, (1, ZHAO, "男", "1985.07", "柳河镇", "镇长"), ("第1页，共2页",), ("青禾县科级干部花名册（续表）",), HEAD, (2, QIAN, "女", "1990.01", "石桥镇", "书记"), ("第2页，共2页",)),
        [{"name": ZHAO}, {"name": QIAN}], 2,
    ),
    Office(
        "numbers_of_columns_and_hints",
        xlsx(("姓名", "性别", "出生年月"), ("（必填）", "男/女", "如1985.07"), (1, 2, 3), (ZHAO, "男", "1985.07")), [{"name": ZHAO, "birth": "1985-07"}], 1,
    ),
    Office(
        "list_of_telephones", xlsx(("县委办电话簿",), ("姓名", "职务", "办公电话", "手机"), (ZHAO, "主任", "2234567", "138 0000 0001"), (QIAN, "副主任", "0871－2234568", "13800000002/13800000003")),
        [{"name": ZHAO, "phone": "2234567；13800000001"}], 2,
    ),
    Office(
        "photos_and_ages", xlsx(("序号", "照片", "姓名", "性别", "出生年月（岁）", "籍贯"), (1, "", ZHAO, "男", "1985.07（41岁）", "云川青禾"), (2, "", QIAN, "女", "1990.01\n（36岁）", "")),
        [{"name": QIAN, "birth": "1990-01"}], 2,
    ),
    Office(
        "party_and_time_in_one", xlsx(("姓名", "入党时间（党派）"), (ZHAO, "2006.05"), (QIAN, "民盟（2010.03）"), (SUN, "无党派"), ("李四维", "中共党员（2005年6月）")),
        [{"name": ZHAO, "party_joined": "2006-05"}, {"name": QIAN, "political_status": "民盟"}, {"name": "李四维", "party_joined": "2005-06"}], 4,
    ),
    Office(
        "help_beside_the_list", xlsx(("姓名", "性别", "", "填表说明"), (ZHAO, "男", "", "1.性别请填写男或女"), (QIAN, "女", "", "2.不得漏填"), ("", "", "", "3.格式不要改动")),
        [{"name": ZHAO, "remark": ""}, {"name": QIAN, "remark": ""}], 2, ["表旁的填写说明"],
    ),
    Office(
        "same_person_twice", xlsx(("姓名", "身份证号", "职务"), (ZHAO, ID1, "镇长"), (ZHAO, ID1, "镇长"), (QIAN, ID2, "书记")),
        [{"name": ZHAO}, {"name": QIAN}], 2, ["内容相同"],
    ),
    Office(
        "names_set_wide", xlsx(("姓　名", "性　别"), ("赵　凡", "男"), ("买买提·艾力", "男"), ("欧阳　一凡", "女")),
        [{"name": "赵凡"}, {"name": "买买提·艾力"}, {"name": "欧阳一凡"}], 3,
    ),
    Office(
        "stacked",
        xlsx(
            ("姓名", "性别", "出生年月", "职务"), ("", "民族", "入党时间", ""), (ZHAO, "男", "1985.07", "镇长"), ("", "汉族", "2006.05", ""), (QIAN, "女", "1990.01", "书记"), ("", "回族", "", ""),
            merged=("A1:A2", "D1:D2", "A3:A4", "D3:D4", "A5:A6", "D5:D6"),
        ),
        [{"name": ZHAO, "ethnic_group": "汉族", "party_joined": "2006-05"}, {"name": QIAN, "ethnic_group": "回族"}], 2,
    ),
    Office(
        "surname_apart", xlsx(("姓", "名", "性别"), ("赵", "一凡", "男"), ("欧阳", "娜", "女")), [{"name": ZHAO}, {"name": "欧阳娜"}], 2,
    ),
    Office(
        "remark_runs_over_a_second_row", xlsx(HEAD, (1, ZHAO, "男", "1985.07", "柳河镇", "镇长", "2025年"), ("", "", "", "", "", "", "援藏"), (2, QIAN, "女", "1990.01", "石桥镇", "书记", "")),
        [{"name": ZHAO, "remark": "2025年；援藏"}, {"name": QIAN}], 2,
    ),
)  # fmt: skip
