"""Reads lrm, the older record of 33 quoted fields; it is only read, never written."""

import re

from huanjie_desktop.exchange.lrmx.elements import OF_RELATIVE, UnreadableForm
from huanjie_desktop.exchange.lrmx.reading import Approval

_FIELDS = {
    0: "XingMing",
    1: "XingBie",
    2: "ChuShengNianYue",
    3: "MinZu",
    4: "JiGuan",
    5: "RuDangShiJian",
    6: "JianKangZhuangKuang",
    7: "ChuShengDi",
    8: "CanJiaGongZuoShiJian",
    11: "ZhuanYeJiShuZhiWu",
    16: "ShuXiZhuanYeYouHeZhuanChang",
    17: "JianLi",
    18: "JiangChengQingKuang",
    19: "NianDuKaoHeJieGuo",
    25: "XianRenZhiWu",
    26: "NiRenZhiWu",
    27: "NiMianZhiWu",
    28: "RenMianLiYou",
    29: "ChengBaoDanWei",
    30: "JiSuanNianLingShiJian",
    31: "TianBiaoRen",
    32: "TianBiaoShiJian",
}
_EDUCATION, _SCHOOLS, _FAMILY, _LEAST, _MOST = 9, 10, 20, 31, 33
_LEVELS = ("QuanRiZhiJiaoYu_XueLi", "QuanRiZhiJiaoYu_XueWei", "ZaiZhiJiaoYu_XueLi", "ZaiZhiJiaoYu_XueWei")
_BREAKS = re.compile(r"\r\n?")


def read_lrm(content: bytes, photo: bytes = b"") -> Approval:
    """Read a record; `photo` is what came beside it. UnreadableForm says what keeps from it."""
    text = _decoded(content).strip().strip("\x1a\0").strip()
    if not text.startswith('"') or not text.endswith('"') or len(text) < 2:
        raise UnreadableForm("不是任免审批表的文件（lrm）")
    fields = _BREAKS.sub("\n", text[1:-1]).split('","')
    notes = []
    if len(fields) < _LEAST:
        raise UnreadableForm(f"只有{len(fields)}项内容，应有33项")
    if any(
        each.strip() for each in fields[_MOST:]
    ):  # a quote and a comma within a text: all behind it would be another's
        raise UnreadableForm(
            f"有{len(fields)}项内容，应有{_MOST}项，分不清哪一项里有引号和逗号，请在原来的软件里改正后重新导出"
        )
    if len(fields) > _MOST:
        notes.append(f"有{len(fields)}项内容，应有{_MOST}项，多出的是空的")
    values = {name: fields[at].strip() for at, name in _FIELDS.items() if at < len(fields)}
    values |= dict(zip(_LEVELS, _four(fields[_EDUCATION]), strict=True))
    values |= {f"{name}_BiYeYuanXiaoXi": said for name, said in zip(_LEVELS, _four(fields[_SCHOOLS]), strict=True)}
    return Approval(values, tuple(_relatives(fields[_FAMILY : _FAMILY + len(OF_RELATIVE)])), photo, notes=tuple(notes))


def _decoded(content: bytes) -> str:
    for codec in ("utf-8-sig", "gb18030") if content.startswith(b"\xef\xbb\xbf") else ("gb18030", "utf-8"):
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    raise UnreadableForm("文字编码认不出来")


def _four(said: str) -> tuple[str, ...]:
    """Return 全日制学历#全日制学位@在职学历#在职学位 apart; what is missing is blank."""
    parts = [[half.strip() for half in part.split("#", 1)] for part in said.split("@", 1)]
    padded = [[*part, ""][:2] for part in parts] + [["", ""]]
    return (*padded[0], *padded[1])


def _relatives(columns: list[str]) -> list[dict[str, str]]:
    """Return the relatives, who stand in columns; a column that is too short is blank at its end."""
    apart = [[said.strip() for said in column.split("@")] for column in columns]
    most = max(map(len, apart))
    rows = zip(*(column + [""] * (most - len(column)) for column in apart), strict=True)
    return [dict(zip(OF_RELATIVE, row, strict=True)) for row in rows if any(row)]
