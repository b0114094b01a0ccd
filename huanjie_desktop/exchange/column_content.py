"""Guesses by a column's cells what it holds, where its head says nothing."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from huanjie_desktop.domain.dates import PartialDate, read_date
from huanjie_desktop.domain.identity import birth_of, make_check_digit
from huanjie_desktop.exchange.spreadsheet import Cell

_ENOUGH = 0.9  # of the cells
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊"
    "秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮"
    "柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米"
    "柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满"
    "闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印"
    "逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)
COMPOUND_SURNAME = re.compile(
    "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|轩辕|端木|长孙|宇文|独孤|南宫|西门|呼延|东郭|闻人|百里|申屠|钟离|澹台|濮阳|淳于|单于"
)
_NAME = re.compile(rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{2,}}·[\u4e00-\u9fff]{{2,}}")
_GROUPS = (
    "汉|蒙古?|回|藏|维吾尔|维|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|"
    "布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)


class _Kind(NamedTuple):
    field: str
    pattern: re.Pattern[str]
    least: int
    why: str


_KINDS = (
    _Kind("phone", re.compile(r"(?:\+?86-?)?1[3-9]\d{9}"), 1, "像手机号"),
    _Kind("sex", re.compile(r"[男女]性?"), 1, "是男、女"),
    _Kind("ethnic_group", re.compile(rf"(?:{_GROUPS})族|汉|回|藏|苗|彝|壮|满|侗|瑶|傣|土家"), 1, "像民族"),
    _Kind(
        "political_status",
        re.compile(
            r"(?:中共)?(?:预备)?党员|群众|共?青?团员|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|无党派(?:人士)?"
        ),
        1,
        "像政治面貌",
    ),
    _Kind(
        "education",
        re.compile(
            r"(?:省委党校|中央党校|在职|全日制)?(?:大学|大学本科|本科|大专|专科|中专|高中|初中|小学|(?:硕士|博士)?研究生)(?:学历|毕业)?"
        ),
        2,
        "像学历",
    ),
    _Kind(
        "group_name", re.compile(r".{1,10}代表团|第[一二三四五六七八九十\d]{1,3}(?:代表)?[小]?[组团]"), 2, "像团组名称"
    ),
)
_DATES = "像是日期，请指定是出生年月、入党时间、参加工作时间还是任职时间"


class Content(NamedTuple):
    """What a column holds by its cells, "" for unknown, and what speaks for it."""

    field: str
    why: str


def guess_by_cells(cells: Sequence[Cell], births: frozenset[tuple[int, int | None]], names: bool) -> Content:
    """Return the field that cells speak for; `births` are those in the file's ID numbers, `names` whether people still lack one.

    Dates that are not the births of the ID numbers may be one thing or another: they are left to the clerk.
    """
    texts = ["".join(cell_text(cell).split()) for cell in cells]
    texts = [text for text in texts if text]
    if not texts:
        return Content("", "")
    if _share(_is_id(text) for text in texts):
        return Content("id_number", "像身份证号")
    for kind in _KINDS:
        if len(texts) >= kind.least and _share(kind.pattern.fullmatch(text) is not None for text in texts):
            return Content(kind.field, kind.why)
    dates = [_date(cell) for cell in cells]
    if _share(found is not None for found in dates):
        known = [(found.year, found.month) for found in dates if found is not None]
        if births and _share(each in births for each in known):
            return Content("birth", "与身份证号里的出生日期一致")
        return Content("", _DATES)
    if names and len(texts) >= 2 and _share(_NAME.fullmatch(text) is not None for text in texts):
        return Content("name", "像姓名")
    return Content("", "")


def births_of(columns: Iterable[Sequence[Cell]]) -> frozenset[tuple[int, int | None]]:
    """Return the years and months of birth in the ID numbers of columns."""
    found = (birth_of(text) for cells in columns for text in map(_id_text, cells) if _is_id(text) and "." not in text)
    return frozenset((born.year, born.month) for born in found if born is not None)


def _share(fits: Iterable[bool]) -> bool:
    said = list(fits)
    return bool(said) and sum(said) >= _ENOUGH * len(said)


def _id_text(cell: Cell) -> str:
    return "".join(cell_text(cell).split()).lstrip("'").upper()


def _is_id(text: str) -> bool:
    said = text.lstrip("'").upper()
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", said):
        return re.fullmatch(r"[1-9]\.\d+E\+17", said) is not None
    return make_check_digit(said) == said[17] or birth_of(said) is not None


def _date(cell: Cell) -> PartialDate | None:
    if isinstance(cell, bool):
        return None
    text = cell_text(cell)
    if not isinstance(cell, date) and not re.search(r"\d{4}", text):
        return None
    if re.fullmatch(r"\d{4}", text.strip()):
        return None  # a bare year may be any number
    try:
        return read_date(text, isinstance(cell, int | float)).date
    except ValueError:
        return None


def cell_text(cell: Cell) -> str:
    """Return a cell's text as the user sees it: whole numbers without .0, dates as 1985-07-12, with a time of day behind."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        clock = _clock(cell.time())
        return f"{cell.date().isoformat()} {clock}" if clock != "00:00" else cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return _clock(cell) if isinstance(cell, time) else str(cell)


def _clock(at: time) -> str:
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
