import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.exchange.packages.file_names import (
    LONGEST_NAME,
    free_name,
    is_leftover,
    name_key,
    path_fault,
    safe_name,
    suffix_fault,
    utf16_length,
)

RESERVED = ("con", "PRN", "Aux", "nul", "COM1", "lpt9", "COM¹", "CONIN$", "con.txt", "NUL.tar.gz", "aux .pdf")


@pytest.mark.parametrize("name", RESERVED)
def test_names_of_devices_get_a_mark_in_front(name: str) -> None:
    assert safe_name(name).startswith("_")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("代表名册.pdf", "代表名册.pdf"),
        ('请示<一>:"二"/三\\四|五?六*.docx', "请示＜一＞：＂二＂／三＼四｜五？六＊.docx"),
        ("  议程 . . ", "议程"),
        ("", "未命名"),
        ("...", "未命名"),
        ("王𬭎𠮷.pdf", "王𬭎𠮷.pdf"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("名\x00册\n.pdf", "名册.pdf"),
        ("CONTENTS.pdf", "CONTENTS.pdf"),
    ],
)
def test_what_becomes_of_names(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_long_name_keeps_its_suffix() -> None:
    name = safe_name("名" * 300 + ".pdf")
    assert name.endswith("名.pdf")
    assert len(name.encode()) <= LONGEST_NAME


@given(st.text(max_size=400), st.integers(min_value=20, max_value=255))
def test_any_text_becomes_a_name_that_every_file_system_takes(text: str, longest: int) -> None:
    name = safe_name(text, longest)
    assert name
    assert name == name.strip(" .")
    assert not set(name) & set('<>:"/\\|?*')
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Cf") for char in name)
    assert utf16_length(name) <= longest
    assert len(name.encode()) <= LONGEST_NAME
    assert path_fault(name) == ""
    assert safe_name(name, longest) == name


@given(st.lists(st.text(max_size=100), max_size=8))
def test_no_two_names_are_one_where_case_does_not_count(texts: list[str]) -> None:
    taken: list[str] = []
    for text in texts:
        taken.append(free_name(safe_name(text), taken))
    assert len({name_key(name) for name in taken}) == len(taken)
    assert all(len(name.encode()) <= LONGEST_NAME for name in taken)


def test_a_second_name_is_numbered_before_its_suffix() -> None:
    assert free_name("A.pdf", ["a.PDF", "a（2）.pdf"]) == "A（3）.pdf"
    assert free_name("议程", ["议程"]) == "议程（2）"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../x",
        "a/../../x",
        "a/./b",
        "a//b",
        "a/",
        "C:/x",
        "c:x",
        "a\\b",
        "\\\\server\\x",
        "a.txt:ads",
        "a\x00b",
        "a\ud800b",
        "/".join("a" * 9),
        "名" * 100,
    ],
)
def test_paths_that_no_manifest_may_say(path: str) -> None:
    assert path_fault(path) != ""


@pytest.mark.parametrize("path", ["清单.json", "01_请示/请示.pdf", "a/..b/c", "王𬭎.pdf"])
def test_paths_that_a_manifest_may_say(path: str) -> None:
    assert path_fault(path) == ""


@pytest.mark.parametrize(
    "path",
    ["CON.txt", "01/NUL", "a.", "a ", "b/ a.pdf", "a\u202exfdp.exe", "清\u200b单.json", "e\u0301.txt", "COM1.pdf"]
    + [f"a{char}b.txt" for char in '?*|"<>'],
)
def test_names_that_windows_or_the_eye_take_for_another_are_refused(path: str) -> None:
    assert path_fault(path)


@pytest.mark.parametrize(
    "path", ["打开我.exe", "请示.pdf.lnk", "autorun.inf", "宏.docm", "01/无后缀", "a.7z", "脚本.js"]
)
def test_only_papers_and_data_belong_into_a_package(path: str) -> None:
    assert suffix_fault(path)
    assert not suffix_fault("01_请示/请示.PDF")


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("Thumbs.db", True),
        ("01/desktop.ini", True),
        (".DS_Store", True),
        ("01/._请示.pdf", True),
        ("~$请示.docx", True),
        (".~lock.请示.docx#", True),
        ("System Volume Information/WPSettings.dat", True),
        ("$RECYCLE.BIN/x", True),
        ("__MACOSX/a", True),
        ("请示.docx", False),
        ("清单.json", False),
    ],
)
def test_what_systems_and_office_programs_leave_behind_is_known(path: str, left: bool) -> None:
    assert is_leftover(path) is left
