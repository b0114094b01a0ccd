"""Random people and random forms, as hypothesis draws them; everybody in them is invented."""

from typing import Any

from hypothesis import strategies as st

from huanjie_desktop.domain.approval import Proposal, Relative
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.identity import make_check_digit
from huanjie_desktop.domain.people import Person
from huanjie_desktop.exchange.lrmx.elements import FAMILY, NAME, ORDER, PHOTO, RETIRES

texts = st.text(st.characters(blacklist_categories=["Cs", "Cc"]) | st.sampled_from("\n甲&<>  "), max_size=30).filter(
    lambda text: "&" not in text.replace("& ", "")
)
elements = st.sampled_from([name for name in ORDER if name not in (FAMILY, PHOTO)] + ["NianLing", "Foo.bar"])
_DATES = (
    "ChuShengNianYue",
    "RuDangShiJian",
    "CanJiaGongZuoShiJian",
    RETIRES,
    "JiSuanNianLingShiJian",
    "TianBiaoShiJian",
)
dates = st.sampled_from(["", "198507", "1985.07", "2008年8月", "20261130"])
gaps = st.sampled_from(["", "\n  ", "\r\n    ", " ", "<!-- <XingMing> -->"])
CODECS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])


@st.composite
def trees(draw: st.DrawFn, *, named: bool = False) -> str:
    """Draw a form in any layout: elements in any order, any of them missing, texts plain or in CDATA; `named` ones can be imported."""
    parts = [draw(st.sampled_from(["", '<?xml version="1.0" encoding="UTF-8"?>\n'])), "<Person>"]
    order = draw(st.lists(elements, unique=True))
    if named:
        order = [NAME, *(name for name in order if name != NAME)]
        order = draw(st.permutations(order))
    for name in order:
        plain = draw(READABLE.get(name, texts) if named else texts).replace("]]>", "")
        said = plain.replace("&", "&amp;").replace("<", "&lt;")
        wrapped = draw(st.sampled_from(["plain", "cdata"] if named and name == NAME else ["plain", "cdata", "short"]))
        inner = f"<![CDATA[{plain}]]>" if wrapped == "cdata" else said
        parts += [draw(gaps), f"<{name}/>" if wrapped == "short" else f"<{name}>{inner}</{name}>"]
    return "".join([*parts, draw(gaps), "</Person>"])


_SURNAMES = "林王欧单丁甄覃褚"
_GIVEN = "木芳少东立一霁娅琳伟"
names = st.builds(
    lambda first, rest: first + rest, st.sampled_from(_SURNAMES), st.text(_GIVEN, min_size=1, max_size=2)
) | st.sampled_from(["欧阳少东", "阿依古丽·买买提", "迪丽娜尔·艾力"])
READABLE = {  # what an import can read, by element; of others it takes any text
    NAME: names,
    **dict.fromkeys(_DATES, dates),
    "XingBie": st.sampled_from(["男", "女", ""]),
    "MinZu": st.sampled_from(["汉", "汉族", "满族", ""]),
    "ShenFenZheng": st.sampled_from(["990101198507120018", ""]),
}
words = st.text("甲乙丙局镇书记长、（）A&<>·－1", min_size=1, max_size=14).map(lambda text: "局" + text + "长")
months = st.dates().filter(lambda day: 1930 <= day.year <= 2026).map(lambda day: PartialDate(day.year, day.month))
days = (
    st.dates().filter(lambda day: 1930 <= day.year <= 2026).map(lambda day: PartialDate(day.year, day.month, day.day))
)
maybe_month = st.none() | months
maybe_words = st.just("") | words


@st.composite
def resumes(draw: st.DrawFn) -> str:
    """Draw a résumé: entries as forms have them, the last one open or not, some with a note behind."""
    lines = []
    for start in sorted(draw(st.lists(months, max_size=5, unique=True)), key=PartialDate.earliest):
        end = draw(st.sampled_from(["2026.06", "       "]))
        begun = start.dotted()
        lines.append(f"{begun}--{end}  {draw(words)}")
        if draw(st.booleans()):
            lines.append(f"（其间：{begun}--2026.06  {draw(words)}）")
    return "\n".join(lines)


@st.composite
def people(draw: st.DrawFn) -> Person:
    """Draw a person as the register keeps one, with everything that the form has."""
    birth = draw(st.none() | months | days)
    number = ""
    if birth is not None and birth.day is not None and draw(st.booleans()):
        head = f"990101{birth.year:04d}{birth.month:02d}{birth.day:02d}{draw(st.integers(0, 99)):02d}"
        sex = draw(st.sampled_from("男女"))
        head += str(draw(st.integers(0, 4)) * 2 + (sex == "男"))
        number = head + make_check_digit(head)
    else:
        sex = draw(st.sampled_from(["男", "女", ""]))
    standing = [("", False), ("中共党员", True), ("民盟", False), ("中共党员；民盟", True), ("无党派", False)]
    status, joined = draw(st.sampled_from(standing))
    schooling = st.sampled_from(["大学", "研究生", "大专", "中专", "高中", ""])
    degrees = st.sampled_from(["管理学学士", "法学硕士", "工学博士", ""])
    said: dict[str, Any] = {
        "ethnic_group": draw(st.sampled_from(["汉族", "满族", "维吾尔族", ""])),
        "native_place": draw(st.sampled_from(["云川青禾", "云川白石", ""])),
        "birthplace": draw(st.sampled_from(["云川青禾", ""])),
        "health": draw(st.sampled_from(["健康", "一般", ""])),
        "professional_title": draw(st.sampled_from(["高级农艺师", "经济师", ""])),
        "speciality": draw(maybe_words),
        "current_post": draw(maybe_words),
        "resume": draw(resumes()),
        "awards": draw(maybe_words),
        "appraisals": draw(st.sampled_from(["", "2023年称职；2024年优秀；2025年称职", "2025年优秀"])),
        "fulltime_education": draw(schooling),
        "fulltime_degree": draw(degrees),
        "fulltime_school": draw(maybe_words),
        "inservice_education": draw(schooling),
        "inservice_degree": draw(degrees),
        "inservice_school": draw(maybe_words),
        "fulltime_degree_school": draw(maybe_words),
        "inservice_degree_school": draw(maybe_words),
    }
    return Person(
        "",
        draw(names),
        sex,
        birth,
        political_status=status,
        party_joined=draw(months) if joined else None,
        work_started=draw(maybe_month),
        retires=draw(maybe_month),
        age_limit=draw(st.sampled_from(["", "改革前任职年龄界限为60岁"])),
        id_number=number,
        **said,
    )


relatives = st.builds(
    Relative,
    st.just(""),
    st.just(""),
    st.just(0),
    st.sampled_from(["妻子", "长女", "父亲"]),
    words,
    maybe_month,
    st.sampled_from(["", "群众", "中共党员"]),
    maybe_words,
)
families = st.lists(relatives, max_size=9).map(lambda found: tuple(each.placed(at) for at, each in enumerate(found)))
proposals = st.builds(
    Proposal,
    st.just(""),
    st.just(""),
    maybe_words,
    maybe_words,
    maybe_words,
    maybe_words,
    st.none() | days,
    st.none() | days,
    maybe_words,
)
