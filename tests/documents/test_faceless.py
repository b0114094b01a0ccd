"""Characters that no bundled face has: told by a list, without reading the faces."""

from huanjie_desktop.documents.coverage import BASIC, characters_without_face, has_face
from huanjie_desktop.documents.fonts import font_book
from huanjie_desktop.paths import resource_dir
from workbench.make_fonts import list_characters


def test_every_line_of_fallbacks_has_the_basic_characters() -> None:
    assert [chr(code) for code in BASIC if not font_book().has(chr(code))] == []


def test_the_list_is_what_the_faces_hold() -> None:
    folder = resource_dir() / "fonts"
    assert (folder / "characters.txt").read_text(encoding="ascii") == list_characters(folder)


def test_only_what_no_face_has_is_named() -> None:
    assert characters_without_face("林𠮷𬭎䶮·A1（㛃") == frozenset()
    assert characters_without_face("林\U00030000\U00030001") == {"\U00030000", "\U00030001"}


def test_the_ends_of_each_range_are_in_it() -> None:
    lines = (resource_dir() / "fonts" / "characters.txt").read_text(encoding="ascii").split()
    for line in lines:
        first, _, last = line.partition("-")
        ends = int(first, 16), int(last or first, 16)
        assert all(has_face(chr(end)) for end in ends), line
        assert not has_face(chr(ends[1] + 1)), line
        assert ends[0] == 0 or not has_face(chr(ends[0] - 1)), line
