"""Files of 干部任免审批表 as other programs write them, for tests; everybody in them is invented."""

import base64
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

PERSON: Mapping[str, str] = {
    "XingMing": "林木",
    "XingBie": "男",
    "ChuShengNianYue": "198507",
    "MinZu": "汉族",
    "JiGuan": "云川青禾",
    "ChuShengDi": "云川青禾",
    "RuDangShiJian": "200706",
    "CanJiaGongZuoShiJian": "200808",
    "JianKangZhuangKuang": "健康",
    "ZhuanYeJiShuZhiWu": "",
    "ShuXiZhuanYeYouHeZhuanChang": "农业经济管理",
    "QuanRiZhiJiaoYu_XueLi": "大学",
    "QuanRiZhiJiaoYu_XueWei": "管理学学士",
    "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": "云川农业大学农林经济管理专业",
    "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi": "",
    "XianRenZhiWu": "柳河镇党委副书记、镇长",
    "NiRenZhiWu": "柳河镇党委书记",
    "NiMianZhiWu": "柳河镇镇长",
    "JianLi": "2004.09--2008.07  云川农业大学学习\n2008.08--2013.04  青禾县农业局科员\n2013.04--         柳河镇镇长",
    "JiangChengQingKuang": "2022.07，经中共青禾县委批准，嘉奖",
    "NianDuKaoHeJieGuo": "2023年称职；2024年优秀；2025年称职",
    "RenMianLiYou": "换届",
    "JiaTingChengYuan": "",
    "ChengBaoDanWei": "中共青禾县委组织部",
    "JiSuanNianLingShiJian": "20261130",
    "TianBiaoShiJian": "20261130",
    "TianBiaoRen": "韩安",
    "ShenFenZheng": "990101198507120018",
    "ZhaoPian": "",
    "Version": "3.2.1.6",
}
WIFE = ("妻子", "杜文静", "198703", "群众", "青禾县第二小学教师")
SON = ("儿子", "林小木", "201503", "", "青禾县第一小学学生")
_OF_RELATIVE = ("ChengWei", "XingMing", "ChuShengRiQi", "ZhengZhiMianMao", "GongZuoDanWeiJiZhiWu")


def photo(kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (60, 80), **options: object) -> bytes:
    """Return a picture that stands for a photo."""
    stream = BytesIO()
    colour: Any = {"RGB": (90, 120, 150), "RGBA": (90, 120, 150, 128), "CMYK": (9, 12, 15, 3), "L": 90, "P": 3}[mode]
    Image.new(mode, size, colour).save(stream, kind, **options)
    return stream.getvalue()


def form_text(
    changes: Mapping[str, str] | None = None,
    family: Sequence[Sequence[str]] = (WIFE,),
    *,
    end: str = "\n",
    head: str = '<?xml version="1.0" encoding="UTF-8"?>',
    raw: bool = False,
) -> str:
    """Return a form's text, one element a line; `raw` texts stand as they are, as markup."""
    lines = [head, "<Person>"]
    for name, text in {**PERSON, **(changes or {})}.items():
        said = text if raw else text.replace("&", "&amp;").replace("<", "&lt;")
        if name == "JiaTingChengYuan":
            said = "".join(f"\n    {_item(each)}" for each in family) + "\n  " if family else ""
        lines.append(f"  <{name}>{said}</{name}>" if said else f"  <{name}/>")
    return "\n".join([*lines, "</Person>", ""]).replace("\n", end)


def _item(relative: Sequence[str]) -> str:
    said = "".join(f"<{name}>{text}</{name}>" for name, text in zip(_OF_RELATIVE, relative, strict=True))
    return f"<Item>{said}</Item>"


def form(changes: Mapping[str, str] | None = None, family: Sequence[Sequence[str]] = (WIFE,)) -> bytes:
    """Return a form's file."""
    return form_text(changes, family).encode("utf-8")


def coded(content: bytes, line: int = 0) -> str:
    """Return a photo as forms have it, in lines of so many characters."""
    text = base64.b64encode(content).decode("ascii")
    return "\n".join(text[at : at + line] for at in range(0, len(text), line)) if line else text


def record(**texts: str) -> str:
    """Return an older record (lrm); `texts` are those of the fields f0 to f32 that are another's."""
    fields = [""] * 33
    fields[:9] = ["林木", "男", "1985.07", "汉族", "云川青禾", "2007.06", "健康", "云川青禾", "2008.08"]
    fields[9], fields[10] = "大学#管理学学士@", "云川农业大学农林经济管理专业#@"
    fields[17] = PERSON["JianLi"]
    fields[20:25] = ["妻子@父亲", "杜文静@林大木", "1987.03@1955.08", "群众@", "小学教师@退休工人"]
    fields[25], fields[30], fields[31], fields[32] = "柳河镇党委委员,副镇长", "20261130", "韩安", "20261130"
    for name, text in texts.items():
        fields[int(name[1:])] = text
    return ",".join(f'"{field}"' for field in fields)


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path
