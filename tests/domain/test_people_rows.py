"""How a table of people is sorted by clicks on its heads, and what their menus offer."""

from huanjie_desktop.domain.people_rows import BY_NAME, BY_PINYIN, BY_SURNAME, field_of, next_order, orders_of


def test_clicks_on_a_head_sort_up_down_and_back() -> None:
    assert next_order("birth", "", False) == ("birth", False)
    assert next_order("birth", "birth", False) == ("birth", True)
    assert next_order("birth", "birth", True) == ("", False)
    assert next_order("birth", "age", True) == ("birth", False)


def test_the_head_of_names_keeps_the_names_order_that_was_chosen() -> None:
    assert next_order("name", "", False) == (BY_SURNAME, False)
    assert next_order("name", BY_PINYIN, False) == (BY_PINYIN, True)
    assert next_order("name", BY_PINYIN, True) == ("", False)
    assert field_of(BY_NAME) == "name"


def test_the_serial_numbers_stand_for_the_rosters_own_order() -> None:
    assert next_order("serial", "birth", True) == ("", False)
    assert next_order("serial", "", True) == ("", False)
    assert [words for _order, _down, words in orders_of("serial")] == ["按名册原来的次序"]


def test_a_menu_offers_up_and_down_or_the_names_orders() -> None:
    assert orders_of("birth") == [
        ("birth", False, "升序"),
        ("birth", True, "降序"),
        ("", False, "按名册原来的次序"),
    ]
    assert [words for _order, _down, words in orders_of("name")][:2] == ["按姓氏笔画排序", "按姓名笔画排序"]
