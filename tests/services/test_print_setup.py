"""What the print dialog says of paper, and what it remembers of a printer on this computer."""

from dataclasses import replace
from pathlib import Path

import pytest

from huanjie_desktop import paths
from huanjie_desktop.documents.imposing import PAPERS
from huanjie_desktop.services.shown.print_setup import (
    LONG_EDGE,
    ONE_SIDE,
    PrintSetup,
    keep_offset,
    offset_of,
    packet_in_words,
    setup_fields,
    sheets_in_words,
)

A4, LYING_A3 = PAPERS["A4"], PAPERS["A3"][::-1]
SETUP = PrintSetup("甲", 46, 1, 3, 1, "", ONE_SIDE, 0.0, 0.0)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "user_folder", lambda: tmp_path / "user")


def test_paper_copies_and_sheets_are_said() -> None:
    assert sheets_in_words([A4] * 3, SETUP) == "A4竖放，46 份，每份 3 面，共用纸 138 张。"
    assert sheets_in_words([A4] * 3, replace(SETUP, sides=LONG_EDGE)) == "A4竖放，46 份，每份 3 面，共用纸 92 张。"
    two = replace(SETUP, copies=1, first=2)
    assert sheets_in_words([A4, LYING_A3, A4], two) == "A3横放、A4竖放，1 份，每份 2 面，共用纸 2 张。"
    assert sheets_in_words([A4], replace(SETUP, first=3)) == "没有可打印的。"
    assert "有白面" in sheets_in_words([A4] * 3, SETUP, duplex=True)
    assert "有白面" not in sheets_in_words([A4] * 3, replace(SETUP, sides=LONG_EDGE), duplex=True)


def test_a_packet_says_its_blank_sides_and_those_of_all_copies() -> None:
    assert packet_in_words([1, 3, 2], 1, duplex=False) == "6 页"
    assert packet_in_words([1, 3, 2], 2, duplex=False) == "6 页，2 份共 12 面"
    assert packet_in_words([2, 4], 1, duplex=True) == "6 页"
    assert packet_in_words([1, 3, 1], 1, duplex=True) == "5 页，双面排成 7 面（白面 2）"
    assert packet_in_words([1, 3, 1], 2, duplex=True) == "5 页，双面排成 7 面（白面 2），2 份共 16 面"


def test_the_paper_field_says_what_the_paper_is_made_for() -> None:
    paper = next(field for field in setup_fields(["甲"], [LYING_A3]) if field.name == "paper")
    assert paper.choices[0] == ("", "原样（A3横放）")


def test_an_offset_is_remembered_for_each_printer() -> None:
    assert offset_of("甲") == (0.0, 0.0)
    keep_offset("甲", 1.5, -2.0)
    keep_offset("乙", 0.5, 0.0)
    assert (offset_of("甲"), offset_of("乙"), offset_of("丙")) == ((1.5, -2.0), (0.5, 0.0), (0.0, 0.0))


@pytest.mark.parametrize("spoilt", ["{", "[]", '{"甲": 3}', '{"甲": [1, "x"]}', '{"甲": [1]}'])
def test_a_spoilt_file_moves_nothing_and_is_written_anew(tmp_path: Path, spoilt: str) -> None:
    (tmp_path / "user").mkdir()
    (tmp_path / "user" / "打印偏移.txt").write_text(spoilt, encoding="utf-8")
    assert offset_of("甲") == (0.0, 0.0)
    keep_offset("甲", 1.0, 1.0)
    assert offset_of("甲") == (1.0, 1.0)
