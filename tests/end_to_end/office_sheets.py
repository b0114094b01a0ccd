"""Lists as county offices keep them, with what a clerk means by each written down beside it: what stands around and beside
the people, marks on cells, formats."""

from datetime import date, datetime
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from tests.end_to_end.office_books import HEAD, ID1, ID2, QIAN, SUN, ZHAO, Office, text, xls, xlsx


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


AROUND = (
    Office(
        "title_note_and_footer",
        xlsx(
            ("青禾县科级干部花名册",),
            ("填报单位：青禾县委组织部（盖章）", "", "", "", "填报时间：2026年6月30日"),
            HEAD,
            (1, ZHAO, "男", "1985.07", "柳河镇", "镇长", ""),
            (2, QIAN, "女", "1990.01", "石桥镇", "书记", ""),
            ("合计", "2人"),
            ("注：本表一式三份。",),
            ("填表人：周文", "", "审核人：吴强", "", "联系电话：0871-1234567"),
            merged=("A1:G1",),
        ),
        [{"name": ZHAO, "birth": "1985-07", "unit": "柳河镇"}, {"name": QIAN, "current_post": "书记"}],
        2,
        ["合计行", "说明行", "落款行"],
    ),
    Office(
        "signature_in_the_last_row_beside_empty_ones",
        xlsx(
            HEAD,
            (1, ZHAO, "男", "1985.07", "柳河镇", "镇长"),
            (2,),
            (3,),
            (),
            ("单位负责人签字：", "", "", "制表人：李明", "", "2026年7月1日"),
        ),
        [{"name": ZHAO}],
        1,
        ["空的编号行", "落款行"],
    ),
    Office(
        "units_with_chinese_numbers",
        xlsx(
            HEAD,
            ("一、柳河镇（2人）",),
            (1, ZHAO, "男", "1985.07", "", "镇长"),
            (2, SUN, "男", "1986.07", "", "书记"),
            ("二、石桥镇（1人）",),
            (1, QIAN, "女", "1990.01", "", "书记"),
        ),
        [{"name": ZHAO}, {"name": QIAN}],
        3,
    ),
    Office(
        "merged_unit_and_group",
        xlsx(
            ("代表团", "姓名", "性别", "单位"),
            ("柳河镇代表团", ZHAO, "男", "柳河镇"),
            ("", QIAN, "女", "柳河镇"),
            ("石桥镇代表团", SUN, "男", "石桥镇"),
            merged=("A2:A3",),
        ),
        [{"name": QIAN, "unit": "柳河镇"}],
        3,
    ),
    Office(
        "two_lists_below_each_other",
        xlsx(
            ("一、县委委员",),
            ("姓名", "性别", "职务"),
            (ZHAO, "男", "县委书记"),
            (),
            ("二、县委候补委员",),
            ("姓名", "性别", "职务"),
            (QIAN, "女", "局长"),
        ),
        [{"name": ZHAO}, {"name": QIAN, "current_post": "局长"}],
        2,
    ),
    Office(
        "lists_side_by_side",
        xlsx(
            ("序号", "姓名", "单位", "", "序号", "姓名", "单位"),
            (1, ZHAO, "柳河镇", "", 2, QIAN, "石桥镇"),
            (3, SUN, "玉泉乡"),
        ),
        [{"name": QIAN, "unit": "石桥镇"}, {"name": SUN, "unit": "玉泉乡"}],
        3,
    ),
    Office(
        "hidden_column_of_id_numbers",
        xlsx(
            ("姓名", "性别", "职务", "身份证号"),
            (ZHAO, "男", "镇长", ID1),
            (QIAN, "女", "书记", ID2),
            change=hide_column,
        ),
        [{"name": ZHAO, "id_number": ID1}],
        2,
    ),
    Office(
        "list_of_choices_down_to_row_500",
        xlsx(("姓名", "性别"), (ZHAO, "男"), (QIAN, "女"), change=add_choices),
        [{"name": QIAN, "sex": "女"}],
        2,
    ),
    Office(
        "id_numbers_with_blanks_and_quotes",
        xlsx(("姓名", "身份证号"), (ZHAO, "'990101 19850712 0018"), (QIAN, "990101\u00a019900103\u00a00028")),
        [{"name": ZHAO, "id_number": ID1}, {"name": QIAN, "id_number": ID2}],
        2,
    ),
    Office(
        "dates_in_all_spellings",
        xlsx(
            ("姓名", "出生年月"),
            (ZHAO, "1985年7月"),
            (QIAN, "1985/07"),
            (SUN, "85.07"),
            ("李四维", datetime(1985, 7, 1)),  # noqa: DTZ001 - as cells are
            ("周五德", "一九八五年七月"),
            ("吴六福", 198507),
            ("郑七星", "1985－07"),
            ("王八达", "1985. 7"),
        ),
        [{"name": name, "birth": "1985-07"} for name in (ZHAO, QIAN, "周五德", "吴六福", "郑七星", "王八达")],
        7,
        [SUN],
    ),
    Office(
        "numbers_of_days",
        xlsx(("姓名", "出生日期"), (ZHAO, 31240), (QIAN, "1990-01-03")),
        [{"name": QIAN, "birth": "1990-01-03"}],
        1,
        ["没有设成日期格式"],
    ),
    Office(
        "struck_out",
        xlsx(("姓名", "性别", "职务"), (ZHAO, "男", "镇长"), (QIAN, "女", "书记"), change=strike_second),
        [{"name": ZHAO}],
        1,
        ["删除线"],
    ),
    Office(
        "comment",
        xlsx(("姓名", "性别", "职务"), (ZHAO, "男", "镇长"), change=comment_on_post),
        [{"name": ZHAO}],
        1,
        ["批注“拟调任石桥镇”"],
    ),
    Office(
        "gbk_with_tabs",
        text("姓名\t性别\t单位\n赵一凡\t男\t柳河镇\n钱二妮\t女\t石桥镇\n", "gb18030", "txt"),
        [{"name": QIAN, "unit": "石桥镇"}],
        2,
    ),
    Office("utf16_with_tabs", text("姓名\t性别\n赵一凡\t男\n", "utf-16"), [{"name": ZHAO, "sex": "男"}], 1),
    Office(
        "semicolons",
        text("姓名;性别;现任职务\n赵一凡;男;镇长\n", "utf-8-sig"),
        [{"name": ZHAO, "current_post": "镇长"}],
        1,
    ),
    Office(
        "quoted_posts_in_a_csv",
        text('姓名,现任职务\n赵一凡,"镇长, 党委副书记"\n钱二妮,"书记\n主任"\n', "gb18030"),
        [{"name": QIAN, "current_post": "书记、主任"}],
        2,
    ),
    Office("utf16_big_endian", text("\ufeff姓名,性别\n赵一凡,男\n", "utf-16-be"), [{"name": ZHAO, "sex": "男"}], 1),
    Office(
        "full_width_commas",
        text("姓名，性别，单位\n赵一凡，男，柳河镇\n钱二妮，女，石桥镇\n"),
        [{"name": QIAN, "unit": "石桥镇"}],
        2,
    ),
    Office("bars", text("姓名|性别|单位\n赵一凡|男|柳河镇\n"), [{"name": ZHAO, "unit": "柳河镇"}], 1),
    Office(
        "old_workbook_with_dates_shown_as_months",
        xls(("姓名", "出生年月"), (ZHAO, date(1985, 7, 1)), style='YYYY"年"M"月"'),
        [{"name": ZHAO, "birth": "1985-07"}],
        1,
    ),
    Office(
        "old_workbook_with_numbers",
        xls(("姓名", "电话", "备注"), (ZHAO, 13800000001.0, 3.0), (QIAN, "0871-1234567", "")),
        [{"name": ZHAO, "phone": "13800000001", "remark": "3"}],
        2,
    ),
    Office(
        "head_with_breaks_and_stars",
        xlsx(("姓\n名*", "性\n别", "出 生\n年 月", "单位及\n职务"), (ZHAO, "男", "1985.07", "柳河镇镇长")),
        [{"name": ZHAO, "sex": "男", "birth": "1985-07", "current_post": "柳河镇镇长"}],
        1,
    ),
)
