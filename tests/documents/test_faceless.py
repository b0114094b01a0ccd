"""Characters that papers cannot show are known without reading the faces for common ones."""

from huanjie_desktop.documents.fonts import BASIC, characters_without_face, font_book


def test_the_basic_characters_are_in_the_faces() -> None:
    assert [chr(code) for code in BASIC if not font_book().has(chr(code))] == []


def test_only_what_no_face_has_is_named() -> None:
    assert characters_without_face("林𠮷𬭎䶮·A1（㛃") == frozenset()
    assert characters_without_face("林\U00030000\U00030001") == {"\U00030000", "\U00030001"}
