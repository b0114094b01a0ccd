"""What passes a sieve: words, conditions and an order together, and only what was typed looked at again."""

from operator import itemgetter
from typing import Any

from huanjie_desktop.domain.filtering import Condition
from huanjie_desktop.domain.sieve import AS_HELD, RowKind, Sieve

ROWS = [("a", "林木", "男"), ("b", "王芳", "女"), ("c", "林一", "女"), ("d", "", "男")]
AT = {"name": 1, "sex": 2}


def sieve() -> Sieve:
    made = Sieve(RowKind(itemgetter(0), lambda row, field: row[AT[field]], lambda order: itemgetter(AT[order])))
    made.haystacks = [" ".join(row[1:]) for row in ROWS]
    return made


def passing(made: Sieve) -> str:
    return "".join(ROWS[number][0] for number in made.sift(ROWS))


def test_without_anything_asked_for_all_pass_as_they_are_held() -> None:
    made = sieve()
    assert made.plain
    assert passing(made) == "abcd"
    made.descending = True
    assert not made.plain
    assert passing(made) == "dcba"


def test_words_conditions_and_an_order_join() -> None:
    made = sieve()
    made.order = "name"
    assert passing(made) == "cabd"  # by code point here; a blank one last
    made.type("林")
    assert passing(made) == "ca"
    made.type("林 女")
    assert passing(made) == "c"
    made.type("女")
    assert passing(made) == "cb"
    made.conditions = (Condition("name", "姓名", values=frozenset({"王芳"})),)
    assert passing(made) == "b"
    made.type("")
    made.order, made.conditions = AS_HELD, ()
    passing(made)
    assert passing(made) == "abcd"
    assert made.plain


def test_what_is_typed_on_does_not_sort_again() -> None:
    asked: list[str] = []
    made = sieve()

    def sort_key(order: str) -> Any:
        asked.append(order)
        return itemgetter(AT[order])

    made.kind = RowKind(itemgetter(0), made.kind.text, sort_key)
    made.order = "name"
    passing(made)
    made.type("林")
    passing(made)
    made.type("林木")
    assert passing(made) == "a"
    assert asked == ["name"]
    passing(made)
    assert asked == ["name", "name"]
