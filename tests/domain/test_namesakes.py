"""People of one name: told apart by the first of unit, post and birth that is theirs alone, others left as they are."""

from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.namesakes import told_apart
from huanjie_desktop.domain.people import Person

PEOPLE = st.builds(
    Person,
    st.uuids().map(str),
    st.sampled_from(["李敏", "王秀英"]),
    st.sampled_from(["男", "女"]),
    unit=st.sampled_from(["", "柳河镇", "县水利局"]),
    current_post=st.sampled_from(["", "镇长", "局长"]),
    birth=st.sampled_from([None, PartialDate(1975, 3), PartialDate(1980)]),
)


def sex(person: Person) -> str:
    return person.sex


def apart(*people: Person) -> list[str]:
    return list(told_apart(people, sex).values())


def test_the_first_that_is_theirs_alone_tells_them_apart() -> None:
    one, two = Person("a", "李敏", unit="柳河镇"), Person("b", "李敏", unit="县水利局")
    assert apart(one, two) == ["柳河镇", "县水利局"]
    one, two = Person("a", "李敏", unit="柳河镇", current_post="镇长"), Person("b", "李敏", unit="柳河镇")
    assert apart(one, two) == ["镇长", ""]
    one, two = Person("a", "李敏", birth=PartialDate(1975, 3)), Person("b", "李敏", birth=PartialDate(1980))
    assert apart(one, two) == ["1975.03生", "1980生"]


def test_who_has_other_marks_or_stands_on_the_list_twice_is_left_alone() -> None:
    one = Person("a", "李敏", "女", unit="柳河镇")
    assert apart(one, one, Person("b", "李敏", "男", unit="县水利局"), Person("c", "王秀英", "女")) == []


@given(st.lists(PEOPLE, max_size=8))
def test_what_tells_people_apart_is_nobody_elses(people: list[Person]) -> None:
    found = told_apart(people, sex)
    said = [(person.name, person.sex, found.get(person.id, "")) for person in people if found.get(person.id)]
    assert len(set(said)) == len(said)
    alike = [(person.name, person.sex) for person in people]
    assert set(found) == {person.id for person in people if alike.count((person.name, person.sex)) > 1}
