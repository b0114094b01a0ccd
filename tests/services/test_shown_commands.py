"""Commands are found by a part of their words and by their initials, what begins so first."""

import pytest

from huanjie_desktop.services.shown.commands import initials_of, rank


def test_words_have_their_initials_in_every_reading() -> None:
    assert {"zz", "cz"} <= set(initials_of("重做"))
    assert initials_of("导入 Excel2") == ("drexcel2",)


@pytest.mark.parametrize(
    ("typed", "place"),
    [("打印", 0), ("打 印名", 0), ("名册", 1), ("dy", 2), ("DYM", 2), ("ymc", 3), ("xx", None), ("会", None)],
)
def test_the_better_what_is_typed_fits_the_earlier_it_stands(typed: str, place: int | None) -> None:
    assert rank("打印名册", typed) == place
