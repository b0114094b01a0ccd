"""lrmx as real files have them: every encoding and layout, mended where they are broken; written back byte for byte."""

import difflib
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huanjie_desktop.exchange.lrmx.elements import ORDER, UnreadableForm
from huanjie_desktop.exchange.lrmx.keeping import restored, stripped
from huanjie_desktop.exchange.lrmx.reading import ESCAPED_TWICE, read_lrmx
from huanjie_desktop.exchange.lrmx.writing import edit_lrmx, new_lrmx
from tests.lrmx_files import PERSON, SON, WIFE, coded, form, form_text, photo
from tests.random_forms import CODECS, elements, texts, trees

RESUME = PERSON["JianLi"]
NAMES = ("ChengWei", "XingMing", "ChuShengRiQi", "ZhengZhiMianMao", "GongZuoDanWeiJiZhiWu")


def relative(said: Sequence[str]) -> dict[str, str]:
    return dict(zip(NAMES, said, strict=True))


def changed_lines(before: bytes, after: bytes) -> list[str]:
    lines = difflib.ndiff(before.decode().splitlines(True), after.decode().splitlines(True))
    return [line for line in lines if line[0] in "+-"]


# reading


def test_a_usual_form() -> None:
    found = read_lrmx(form({"ZhaoPian": coded(b"a photo")}))
    assert found.values == {name: text for name, text in PERSON.items() if name not in ("JiaTingChengYuan", "ZhaoPian")}
    assert [tuple(each.values()) for each in found.family] == [WIFE]
    assert (found.photo, found.repairs, found.unknown, found.notes) == (b"a photo", (), (), ())


@pytest.mark.parametrize("declared", ["utf-8", "UTF-8", "gb2312", "GBK", "gb18030", "utf-16", ""])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_whatever_is_declared(declared: str, codec: str) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else '<?xml version="1.0"?>'
    found = read_lrmx(form_text({"XingMing": "林𠮷木"}, head=head).encode(codec))
    assert found.values["XingMing"] == "林𠮷木"
    right = {"utf-8": ("utf-8", "UTF-8", ""), "gb18030": ("gb2312", "GBK", "gb18030")}.get(codec)
    assert bool(found.repairs) == (right is not None and declared not in right)


@pytest.mark.parametrize("lay", ["\n", "", "\r\n", "\n    ", "\t"])
def test_every_layout(lay: str) -> None:
    text = form_text().replace("\n  <", f"{lay}<").replace("<XingBie>男</XingBie>", "<XingBie>\n  男\n  </XingBie>")
    found = read_lrmx(text.replace("<ZhuanYeJiShuZhiWu/>", "<ZhuanYeJiShuZhiWu>\n  </ZhuanYeJiShuZhiWu>").encode())
    assert found.values["XingBie"] == "男"
    assert found.values["ZhuanYeJiShuZhiWu"] == ""
    assert len(found.family) == 1


def test_family_that_is_padding_is_nobody() -> None:
    assert read_lrmx(form(family=[("", "", "", "", "")] * 10)).family == ()


def test_what_is_not_known_is_named_and_what_stands_twice_is_taken_once() -> None:
    text = form_text().replace("</Person>", "<NianLing>41</NianLing><XingMing>别人</XingMing></Person>")
    found = read_lrmx(text.encode())
    assert found.unknown == ("NianLing",)
    assert found.values["XingMing"] == "林木"
    assert found.notes == ("“XingMing”写了两次，用了前一个",)


@pytest.mark.parametrize(
    ("markup", "said", "why"),
    [
        ("<![CDATA[A&B<班>]]>", "A&B<班>", None),
        ("A&amp;B&lt;班&gt;", "A&B<班>", None),
        ("甲<br/>乙<br>丙</br>", "甲\n乙\n丙", None),
        ("甲&#xD;\n乙", "甲\n乙", None),
        ("A&B实验班", "A&B实验班", "文件格式有错"),
        ("A<B实验班>，1<2", "A<B实验班>，1<2", "文件格式有错"),
        ("甲\x0b（41岁）", "甲 （41岁）", "文件格式有错"),
        ("甲&#xB;（41岁）&#0;&#x110000;&#55555;&#20057;", "甲 （41岁）乙", "文件格式有错"),
        ("甲&1lt;乙&1amp;丙&1gt;", "甲<乙&丙>", "文件格式有错"),
        ("甲&amp;1lt;乙", "甲<乙", ESCAPED_TWICE),
        ("甲&amp;amp;乙&amp;#xD;\n丙", "甲&乙\n丙", ESCAPED_TWICE),
        ("甲&amp;amp;amp;amp;乙", "甲&乙", ESCAPED_TWICE),
    ],
)
def test_markup_in_a_text(markup: str, said: str, why: str | None) -> None:
    found = read_lrmx(form_text({"JianLi": markup}, raw=True).encode())
    assert found.values["JianLi"] == said
    assert [each for each in found.repairs if why and each.startswith(why)] == list(found.repairs)
    assert bool(found.repairs) == bool(why)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "空文件"),
        (b"<html><body/></html>", "不是干部任免审批表"),
        (b"<Person><XingMing>a</XingMing>", "损坏"),
        (b"PK\x03\x04\xff\xff", "编码"),
        (form_text(head='<?xml version="1.0"?><!DOCTYPE Person [<!ENTITY a "aaaa">]>').encode(), "实体"),
        (form_text(head='<!DOCTYPE Person SYSTEM "file:///etc/passwd">').encode(), "实体"),
        (b"<Person>" + b"<a>" * 300 + b"</a>" * 300 + b"</Person>", "损坏"),
    ],
)
def test_what_is_no_form_says_why(content: bytes, why: str) -> None:
    with pytest.raises(UnreadableForm, match=why):
        read_lrmx(content)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (coded(b"photo" * 40, 76), b"photo" * 40),
        ("data:image/jpeg;base64," + coded(b"photo"), b"photo"),
        (f"<![CDATA[{coded(b'photo')}]]>", b"photo"),
        ("\n  \n", b""),
    ],
)
def test_photos_in_every_wrapping(text: str, read: bytes) -> None:
    assert read_lrmx(form_text({"ZhaoPian": text}, raw=True).encode()).photo == read


def test_a_broken_photo_is_told() -> None:
    found = read_lrmx(form({"ZhaoPian": "这不是照片"}))
    assert (found.photo, found.notes) == (b"", ("照片的内容不完整，没有导入",))


def test_a_photo_of_20_mb_is_read() -> None:
    large = b"\xff\xd8" + bytes(20_000_000)
    assert read_lrmx(form({"ZhaoPian": coded(large)})).photo == large


# writing


def test_a_new_file_is_what_scrapers_and_strict_readers_want() -> None:
    text = new_lrmx({"XingMing": "A&<林", "JianLi": RESUME}, [relative(WIFE)], b"x", four=False).decode()
    assert text.startswith(
        '<?xml version="1.0" encoding="utf-8"?>\n<Person>\n  <XingMing>A&amp;&lt;林</XingMing>\n  <XingBie/>\n'
    )
    assert "\n    <Item>\n      <ChengWei>妻子</ChengWei>\n" in text
    assert text.endswith("  <ZhaoPian>eA==</ZhaoPian>\n  <Version>3.2.1.16</Version>\n</Person>\n")
    assert "DaoLing" not in text
    assert "GaiGeQian" not in text
    names = [line.split(">")[0].strip(" </") for line in text.splitlines() if line.startswith("  <")]
    assert [name for name in names if name != "JiaTingChengYuan"] == [
        name for name in ORDER if name not in ("DaoLingNianYue", "GaiGeQianRenZhiNianLingJieXian", "JiaTingChengYuan")
    ]
    four = new_lrmx({}, [], b"", four=True).decode()
    assert "  <CanJiaGongZuoShiJian/>\n  <DaoLingNianYue/>\n" in four
    assert "  <ChengBaoDanWei/>\n  <GaiGeQianRenZhiNianLingJieXian/>\n" in four
    assert "  <JiaTingChengYuan/>\n" in four


ODD_FORMS = {
    "crlf": form_text(end="\r\n").encode(),
    "one line": "".join(line.strip() for line in form_text({"JianLi": "1999.01--2001.01  学"}).splitlines()).encode(),
    "another order": b"<Person><Version>2.0</Version><JianLi>a</JianLi><XingMing>b</XingMing></Person>",
    "unknown": form_text()
    .replace("  <XingBie>", "  <!-- x --><NianLing  />\n  <XingBie >")
    .replace("</XingBie>", "</XingBie >")
    .encode(),
    "gb18030": form_text(head='<?xml version="1.0" encoding="gb2312"?>').encode("gb18030"),
    "utf-16": form_text().encode("utf-16"),
    "mark": form_text().encode("utf-8-sig"),
    "cdata": form_text({"JianLi": f"<![CDATA[{RESUME}]]>", "ZhaoPian": coded(photo(), 76)}, raw=True).encode(),
    "ten empty": form(family=[("", "", "", "", "")] * 10),
}


@pytest.mark.parametrize("name", ODD_FORMS)
def test_what_nobody_edited_goes_out_byte_for_byte(name: str) -> None:
    assert edit_lrmx(ODD_FORMS[name], {}) == ODD_FORMS[name]


@pytest.mark.parametrize("name", ODD_FORMS)
def test_one_field_changes_one_element(name: str) -> None:
    content = ODD_FORMS[name]
    after = edit_lrmx(content, {"XingMing": "林<森>"})
    codec = {"gb18030": "gb18030", "utf-16": "utf-16"}.get(name, "utf-8")
    before_text, text = content.decode(codec), after.decode(codec)
    was = "<XingMing>b</XingMing>" if name == "another order" else "<XingMing>林木</XingMing>"
    assert text == before_text.replace(was, "<XingMing>林&lt;森&gt;</XingMing>", 1)
    assert read_lrmx(after).values["XingMing"] == "林<森>"


def test_line_ends_of_a_changed_text_are_those_of_the_file() -> None:
    after = edit_lrmx(ODD_FORMS["crlf"], {"JianLi": "一\n二", "NiMianZhiWu": ""})
    assert b"<JianLi>\xe4\xb8\x80\r\n\xe4\xba\x8c</JianLi>\r\n" in after
    assert b"  <NiMianZhiWu/>\r\n" in after


def test_an_element_that_was_not_there_comes_to_its_place() -> None:
    content = form_text().replace("  <MinZu>汉族</MinZu>\n", "").encode()
    assert changed_lines(content, edit_lrmx(content, {"MinZu": "满族"})) == ["+   <MinZu>满族</MinZu>\n"]
    assert edit_lrmx(content, {"MinZu": ""}) == content
    first = b"<Person>\n  <XingBie/>\n</Person>"
    assert (
        edit_lrmx(first, {"XingMing": "甲"}).decode() == "<Person>\n  <XingMing>甲</XingMing>\n  <XingBie/>\n</Person>"
    )
    assert edit_lrmx(b"<Person/>", {"XingMing": "甲"}).decode() == "<Person><XingMing>甲</XingMing></Person>"
    assert (
        edit_lrmx(b"<Person>\n</Person>", {"XingMing": "甲"}).decode() == "<Person>\n<XingMing>甲</XingMing></Person>"
    )


def test_the_two_elements_of_40_come_and_go() -> None:
    content = form()
    four = edit_lrmx(content, {"DaoLingNianYue": "204807"}, four=True)
    assert changed_lines(content, four) == [
        "+   <DaoLingNianYue>204807</DaoLingNianYue>\n",
        "+   <GaiGeQianRenZhiNianLingJieXian/>\n",
    ]
    assert edit_lrmx(four, {"DaoLingNianYue": "204808"}, four=False) == content


def test_a_file_that_was_mended_goes_out_mended() -> None:
    broken = form_text({"JianLi": "A&B班"}, raw=True).encode()
    assert changed_lines(broken, edit_lrmx(broken, {})) == [
        "-   <JianLi>A&B班</JianLi>\n",
        "+   <JianLi>A&amp;B班</JianLi>\n",
    ]
    lying = form_text().encode("gb18030")
    assert edit_lrmx(lying, {}) == form_text().encode("utf-8")
    strange = form_text(head='<?xml version="1.0" encoding="iso-8859-1"?>').encode("gb18030")
    assert edit_lrmx(strange, {}) == form_text(head='<?xml version="1.0" encoding="utf-8"?>').encode()


def test_relatives_are_edited_where_they_stand() -> None:
    content = form(family=[WIFE, SON])
    married = edit_lrmx(content, {}, [{"ZhengZhiMianMao": "中共党员"}, {}])
    assert len(changed_lines(content, married)) == 2
    assert b"<ZhengZhiMianMao>" + "中共党员".encode() + b"</ZhengZhiMianMao>" in married
    third = relative(("父亲", "林大木", "195508", "", "农民"))
    more = edit_lrmx(content, {}, [{}, {}, third])
    assert [tuple(each.values()) for each in read_lrmx(more).family] == [WIFE, SON, tuple(third.values())]
    assert all(line.startswith("+") for line in changed_lines(content, more))
    fewer = edit_lrmx(content, {}, [{}])
    assert [tuple(each.values()) for each in read_lrmx(fewer).family] == [WIFE]
    assert "  <JiaTingChengYuan>\n  </JiaTingChengYuan>" in edit_lrmx(content, {}, []).decode()
    compact = content.decode().replace("\n    <Item>", "<Item>").replace("</Item>\n  </Jia", "</Item></Jia").encode()
    assert b"  <JiaTingChengYuan/>\n" in edit_lrmx(compact, {}, [])


def test_padding_is_filled_before_an_item_is_added_and_what_is_strange_in_it_stays() -> None:
    content = form(family=[("", "", "", "", "")] * 10).replace(b"</Item>", b"<Extra>1</Extra></Item>")
    after = edit_lrmx(content, {}, [relative(WIFE)])
    assert (after.count(b"<Item>"), after.count(b"<Extra>1</Extra>")) == (10, 10)
    assert [tuple(each.values()) for each in read_lrmx(after).family] == [WIFE]


@pytest.mark.parametrize("family", ["<JiaTingChengYuan/>", "<JiaTingChengYuan></JiaTingChengYuan>", ""])
def test_the_first_relative_gets_an_item(family: str) -> None:
    content = form_text(family=()).replace("<JiaTingChengYuan/>", family).encode()
    after = edit_lrmx(content, {}, [relative(WIFE)])
    assert [tuple(each.values()) for each in read_lrmx(after).family] == [WIFE]
    assert b"\n    <Item>\n      <ChengWei>" in after
    assert edit_lrmx(content, {}, []) == content


def test_another_photo_changes_the_photo() -> None:
    content = form({"ZhaoPian": coded(b"one")})
    assert changed_lines(content, edit_lrmx(content, {}, photo=b"two")) == [
        f"-   <ZhaoPian>{coded(b'one')}</ZhaoPian>\n",
        f"+   <ZhaoPian>{coded(b'two')}</ZhaoPian>\n",
    ]
    assert b"<ZhaoPian/>" in edit_lrmx(content, {}, photo=b"")


# keeping


@pytest.mark.parametrize("line", [0, 64, 76])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_photo_is_kept_once_and_put_back(line: int, end: str) -> None:
    content = form_text({"ZhaoPian": coded(photo(), line)}, end=end).encode()
    body, how = stripped(content, photo())
    assert how
    assert len(body) < len(content) - len(photo())
    assert restored(body, photo(), how) == content


@pytest.mark.parametrize(
    "text", ["\n" + coded(b"abc"), coded(b"abc") + " ", "data:image/jpeg;base64," + coded(b"abc"), ""]
)
def test_a_photo_that_cannot_be_put_back_stays_in_its_file(text: str) -> None:
    content = form_text({"ZhaoPian": text}, raw=True).encode()
    assert stripped(content, b"abc") == (content, "")
    assert restored(content, b"abc", "") == content


# everything


@settings(max_examples=500)
@given(trees(), CODECS)
def test_random_trees_go_out_as_they_came(tree: str, codec: str) -> None:
    content = tree.encode(codec)
    assert edit_lrmx(content, {}) == content
    found = read_lrmx(content)
    assert found.repairs == ()
    after = read_lrmx(edit_lrmx(content, {"XingMing": "林木"}))
    assert after.values == {**found.values, "XingMing": "林木"}


@settings(max_examples=500)
@given(
    st.dictionaries(elements.filter(lambda name: name in ORDER), texts),
    st.lists(st.tuples(*[texts] * 5)),
    st.booleans(),
)
def test_random_forms_are_read_as_they_were_written(
    values: dict[str, str], family: list[tuple[str, ...]], four: bool
) -> None:
    found = read_lrmx(new_lrmx(values, [relative(each) for each in family], b"photo", four=four))
    left_out = () if four else ("DaoLingNianYue", "GaiGeQianRenZhiNianLingJieXian")
    said = {name: text.strip() for name, text in values.items() if text.strip() and name not in left_out}
    assert {name: text for name, text in found.values.items() if text and name in values} == said
    kept = [tuple(text.strip() for text in each) for each in family]
    assert [tuple(each.values()) for each in found.family] == [each for each in kept if any(each)]
    assert found.photo == b"photo"
