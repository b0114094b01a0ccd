"""Older records, folders, zips and photos: what is read of them, and what is named and left out."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.ports import NoProgress
from huanjie_desktop.exchange.lrmx.book import FormRecord, read_forms, take_form
from huanjie_desktop.exchange.lrmx.elements import UnreadableForm
from huanjie_desktop.exchange.lrmx.lrm import read_lrm
from huanjie_desktop.exchange.lrmx.photos import read_photo
from huanjie_desktop.exchange.lrmx.sources import find_forms
from tests.lrmx_files import coded, form, form_text, photo, record, zipped

# older records


def test_an_older_record() -> None:
    found = read_lrm(record().encode("gb18030"), b"photo")
    assert found.values["XianRenZhiWu"] == "柳河镇党委委员,副镇长"
    assert found.values["JianLi"].count("\n") == 2
    assert (found.values["QuanRiZhiJiaoYu_XueLi"], found.values["QuanRiZhiJiaoYu_XueWei"]) == ("大学", "管理学学士")
    assert found.values["QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi"] == "云川农业大学农林经济管理专业"
    assert [tuple(each.values()) for each in found.family] == [
        ("妻子", "杜文静", "1987.03", "群众", "小学教师"),
        ("父亲", "林大木", "1955.08", "", "退休工人"),
    ]
    assert found.photo == b"photo"


@pytest.mark.parametrize(
    ("field", "read"),
    [
        ("大学#学士@研究生#硕士", ("大学", "学士", "研究生", "硕士")),
        ("大学", ("大学", "", "", "")),
        ("@研究生", ("", "", "研究生", "")),
        ("大学@", ("大学", "", "", "")),
        ("#@#", ("", "", "", "")),
    ],
)
def test_parts_of_education_that_are_missing(field: str, read: tuple[str, ...]) -> None:
    values = read_lrm(record(f9=field).encode("gb18030")).values
    names = ("QuanRiZhiJiaoYu_XueLi", "QuanRiZhiJiaoYu_XueWei", "ZaiZhiJiaoYu_XueLi", "ZaiZhiJiaoYu_XueWei")
    assert tuple(values[name] for name in names) == read


def test_columns_of_relatives_that_are_too_short_are_blank_at_their_end() -> None:
    found = read_lrm(record(f23="群众", f24="").encode("gb18030"))
    assert [tuple(each.values()) for each in found.family] == [
        ("妻子", "杜文静", "1987.03", "群众", ""),
        ("父亲", "林大木", "1955.08", "", ""),
    ]


@pytest.mark.parametrize("left", [31, 32, 33])
def test_the_last_two_fields_may_be_missing(left: int) -> None:
    text = '"' + '","'.join(record()[1:-1].split('","')[:left]) + '"'
    values = read_lrm(text.encode("gb18030")).values
    assert (values.get("TianBiaoRen"), values.get("TianBiaoShiJian")) == (
        "韩安" if left > 31 else None,
        "20261130" if left > 32 else None,
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [("", "不是"), ("姓名,性别", "不是"), ('"林木","男"', "只有2项")],
)
def test_what_is_no_record(content: str, why: str) -> None:
    with pytest.raises(UnreadableForm, match=why):
        read_lrm(content.encode("gb18030"))


def test_more_fields_than_a_record_has_are_told_and_where_they_say_something_nothing_is_taken() -> None:
    found = read_lrm((record() + ',""').encode("gb18030"))
    assert found.notes == ("有34项内容，应有33项，多出的是空的",)
    with pytest.raises(UnreadableForm, match="分不清哪一项里有引号和逗号"):
        read_lrm((record() + ',"1"').encode("gb18030"))


# photos


def test_a_plain_photo_is_kept_as_it_came() -> None:
    content = photo()
    assert read_photo(content) == read_photo(content)
    assert (read_photo(content).content, read_photo(content).changed) == (content, "")


@pytest.mark.parametrize(
    "content",
    [
        photo("PNG"),
        photo("PNG", "RGBA"),
        photo("PNG", "P"),
        photo("JPEG", "CMYK"),
        photo("BMP"),
        photo("JPEG", size=(3000, 4000)),
    ],
)
def test_every_other_picture_becomes_a_plain_jpeg(content: bytes) -> None:
    found = read_photo(content)
    image = Image.open(io.BytesIO(found.content))
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert max(image.size) <= 1200
    assert abs(image.width / image.height - 0.75) < 0.01
    assert found.changed
    assert read_photo(found.content).content == found.content


def test_a_photo_is_turned_as_the_camera_was_held() -> None:
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (80, 60)).save(stream, "JPEG", exif=exif)
    assert Image.open(io.BytesIO(read_photo(stream.getvalue()).content)).size == (60, 80)


def test_what_is_clear_becomes_white() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(stream, "PNG")
    assert Image.open(io.BytesIO(read_photo(stream.getvalue()).content)).getpixel((5, 5)) == (255, 255, 255)


def bomb() -> bytes:
    """Return the head of a PNG that says it is 60,000 pixels wide and high."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", b""), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(said)) + name + said + struct.pack(">I", zlib.crc32(name + said)) for name, said in chunks
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"hello", "不是图片"),
        (photo()[:-300], "损坏"),
        (photo("PNG", size=(400, 400))[:150], "损坏"),
        (bomb(), "点数太多"),
    ],
)
def test_what_is_no_photo_says_why(content: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_photo(content)


# folders and zips


def names(path: Path) -> list[str]:
    return [form.name for form in find_forms([path], NoProgress()).forms]


def reasons(path: Path) -> dict[str, str]:
    return {each.source: each.why for each in read_forms(path).tables.left_out}


def other(name: str) -> bytes:
    return form({"XingMing": name})


def test_a_folder_with_folders_and_zips(tmp_path: Path) -> None:
    (tmp_path / "乡镇").mkdir()
    (tmp_path / "林木.lrmx").write_bytes(form())
    (tmp_path / "乡镇" / "张三.LRMX").write_bytes(other("张三"))
    (tmp_path / ".hidden.lrmx").write_bytes(form())
    (tmp_path / "说明.docx").write_bytes(b"x")
    zipped(
        tmp_path / "局.zip",
        {"李四.lrmx": other("李四"), "内/": b"", "内/王五.lrmx": other("王五"), "__MACOSX/a.lrmx": b"x"},
    )
    assert names(tmp_path) == ["局.zip/内/王五.lrmx", "局.zip/李四.lrmx", "林木.lrmx", "乡镇/张三.LRMX"]
    assert reasons(tmp_path) == {"说明.docx": "不是干部任免审批表的文件"}


def test_zips_in_zips_are_read_to_a_depth(tmp_path: Path) -> None:
    content = b""
    for depth in range(4):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr(f"{depth}.lrmx", other("甲乙丙丁"[depth] + "人"))
            if content:
                archive.writestr("内.zip", content)
        content = stream.getvalue()
    path = tmp_path / "外.zip"
    path.write_bytes(content)
    assert names(path) == ["3.lrmx", "内.zip/2.lrmx", "内.zip/内.zip/1.lrmx"]
    assert reasons(path) == {"内.zip/内.zip/内.zip": "压缩包套得太深，没有读取"}


def test_names_that_lead_out_of_the_folder_or_are_in_gbk(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../../etc/王伟.lrmx", other("王伟"))
        archive.writestr("C:\\表\\李娜.lrmx", other("李娜"))
        archive.writestr("/根/" + "长" * 300 + ".lrmx", other("长名"))
        archive.writestr(zipfile.ZipInfo("x" * 14), b"")
    raw = path.read_bytes().replace(b"x" * 14, "赵甲赵.lrmx".encode("gb18030") + b"xxx"[:3])
    path.write_bytes(raw.replace(b"lrmxxxx", b"lrm.lrm"))
    found = names(path)
    assert set(found) == {"etc/王伟.lrmx", "表/李娜.lrmx", "根/" + "长" * 60 + "….lrmx", "赵甲赵.lrm.lrm"}
    assert sorted(tmp_path.iterdir()) == [path]


def test_what_cannot_be_read_in_a_zip_is_named(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "a.zip",
        {"林木.lrmx": form(), "密.lrmx": other("密"), "弹.lrmx": bytes(8_000_000), "坏.zip": b"PK??"},
    )
    raw = bytearray(path.read_bytes())
    for head, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = raw.index(head, raw.index(head) + 4)  # the second of the files
        raw[at + offset] |= 1
    path.write_bytes(raw)
    assert names(path) == ["林木.lrmx"]
    assert reasons(path) == {
        "密.lrmx": "加了密码，没有读取，请解压后再导入",
        "弹.lrmx": "压缩得不正常，可能有害，没有读取",
        "坏.zip": "压缩包已损坏，打不开",
    }


def test_a_damaged_member_is_a_record_that_says_so(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"林木.lrmx": form()})
    raw = bytearray(path.read_bytes())
    raw[60:80] = bytes(20)
    path.write_bytes(raw)
    (record_,) = read_forms(path).tables.tables[0].records
    assert isinstance(record_, FormRecord)
    assert record_.refused == "在压缩包里已损坏，读不出来"


@pytest.mark.parametrize("name", ["没有.lrmx", "空的.zip", "空"])
def test_where_there_is_no_form(tmp_path: Path, name: str) -> None:
    zipped(tmp_path / "空的.zip", {"a.txt": b"x"})
    (tmp_path / "空").mkdir()
    with pytest.raises(UserError) as raised:
        read_forms(tmp_path / name)
    assert name in raised.value.text


def test_the_same_file_twice_is_taken_once(tmp_path: Path) -> None:
    for name in ("林木.lrmx", "林木(1).lrmx"):
        (tmp_path / name).write_bytes(form())
    book = read_forms(tmp_path)
    assert len(book.tables.tables[0].records) == 1
    assert reasons(tmp_path) == {"林木.lrmx": "与“林木(1).lrmx”完全相同"}


def test_photos_beside_older_records(tmp_path: Path) -> None:
    (tmp_path / "林木.lrm").write_bytes(record().encode("gb18030"))
    (tmp_path / "林木.pic").write_bytes(photo())
    (tmp_path / "二.lrm").write_bytes(record(f0="张三", f2="1990.01").encode("gb18030"))
    (tmp_path / "张三199001.jpg").write_bytes(photo(size=(30, 40)))
    (tmp_path / "谁.jpg").write_bytes(photo())
    records = [each for each in read_forms(tmp_path).tables.tables[0].records if isinstance(each, FormRecord)]
    assert {each.cells[0]: bool(each.photo_digest) for each in records} == {"林木": True, "张三": True}
    assert reasons(tmp_path) == {"谁.jpg": "照片找不到对应的人"}
    again = {each.cells[0]: take_form(each).photo for each in records}
    assert again == {"林木": photo(), "张三": photo(size=(30, 40))}
    (alone,) = read_forms(tmp_path / "林木.lrm").tables.tables[0].records
    assert isinstance(alone, FormRecord)
    assert alone.photo_digest


def test_a_photo_that_may_be_of_two_is_nobodys(tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "张三199001.jpg").write_bytes(photo())
    (tmp_path / "三.lrm").write_bytes(record(f0="张三", f2="1990.01").encode("gb18030"))
    (found,) = read_forms(tmp_path).tables.tables[0].records
    assert isinstance(found, FormRecord)
    assert not found.photo_digest
    assert list(reasons(tmp_path).values()) == ["照片找不到对应的人"] * 2


def test_what_is_odd_about_a_form_is_remarked(tmp_path: Path) -> None:
    path = tmp_path / "林木.lrmx"
    text = form_text({"JianLi": "A&B", "ZhaoPian": coded(b"no picture")}, raw=True)
    path.write_text(text.replace("</Person>", "<NianLing>41</NianLing></Person>"), encoding="utf-8")
    (found,) = read_forms(path).tables.tables[0].records
    assert isinstance(found, FormRecord)
    assert found.remarks == (
        "文件格式有错（有没有转义的符号或不该有的字符），已修复后读取",
        "有审批表没有的内容“NianLing”，导出时原样保留",
        "照片不是图片，没有导入",
    )


def test_a_file_that_changed_meanwhile_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "林木.lrmx"
    path.write_bytes(form())
    (found,) = read_forms(path).tables.tables[0].records
    assert isinstance(found, FormRecord)
    assert take_form(found).content == form()
    path.write_bytes(other("张三"))
    with pytest.raises(UnreadableForm, match="被改动过"):
        take_form(found)
