from huanjie_desktop.domain.package_differences import FieldChange, PersonChange, compare_people
from huanjie_desktop.domain.packages import PackagedPerson

TITLES = {"name": "姓名", "phone": "联系电话", "current_post": "现任职务"}


def person(id_: str, name: str, **fields: str) -> PackagedPerson:
    lists = {"代表名册": fields.pop("group", "")}
    return PackagedPerson(id_, {"name": name, **fields}, lists)


def test_people_added_removed_and_changed_field_by_field() -> None:
    old = [person("a", "林木", phone="1"), person("b", "张三"), person("c", "李四", current_post="主任")]
    new = [person("c", "李四光", current_post="副主任"), person("a", "林木", phone="1"), person("d", "王五")]
    found = compare_people(old, new, TITLES)
    assert [each.name for each in found.added] == ["王五"]
    assert [each.name for each in found.removed] == ["张三"]
    changes = (FieldChange("name", "姓名", "李四", "李四光"), FieldChange("current_post", "现任职务", "主任", "副主任"))
    assert found.changed == (PersonChange("c", "李四光", changes),)
    assert found.count == 3


def test_a_move_to_another_group_is_a_change() -> None:
    found = compare_people([person("a", "林木", group="一团")], [person("a", "林木", group="二团")], TITLES)
    assert found.changed[0].changes == (FieldChange("lists", "所在名单", "代表名册（一团）", "代表名册（二团）"),)


def test_a_field_that_only_one_package_knows_is_told_by_its_own_name() -> None:
    found = compare_people([person("a", "林木")], [person("a", "林木", hobby="棋")], TITLES)
    assert found.changed[0].changes == (FieldChange("hobby", "hobby", "", "棋"),)


def test_the_same_people_do_not_differ_whatever_their_order() -> None:
    people = [person("a", "林木"), person("b", "张三")]
    assert compare_people(people, people[::-1], TITLES).count == 0
