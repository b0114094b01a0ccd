"""The kept findings about people are those that a whole check finds, after any changes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.catalog.shipped import load_rule_book
from huanjie_desktop.domain import people_checks
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.people_checks import PersonCheck, check_people
from huanjie_desktop.domain.people_findings import PeopleFindings
from huanjie_desktop.domain.rules import Rule

BASE = date(2026, 7, 26)
NUMBERS = ("", "990101198507120010", "990101198507120029", "11")
IDS = tuple("abcdefgh")

changes = st.lists(
    st.tuples(
        st.sampled_from(IDS),
        st.none()
        | st.fixed_dictionaries(
            {
                "name": st.sampled_from(("林木", "文山", "张三")),
                "id_number": st.sampled_from(NUMBERS),
                "birth": st.sampled_from((None, PartialDate(1985, 7), PartialDate(2020))),
                "work_started": st.sampled_from((None, PartialDate(1980, 1), PartialDate(2007, 8))),
                "sex": st.sampled_from(("", "男", "女")),
            }
        ),
    ),
    max_size=25,
)


@given(changes, st.randoms(use_true_random=False))
def test_kept_findings_are_those_of_a_whole_check(
    told: list[tuple[str, dict[str, object] | None]], chance: Random
) -> None:
    book = load_rule_book()
    kept = PeopleFindings(book, BASE)
    people: dict[str, Person] = {}
    for id_, values in told:
        if values is None:
            people.pop(id_, None)
            kept.change((), [id_])
        else:
            people[id_] = replace(Person(id_, ""), **values)  # type: ignore[arg-type]
            kept.change([people[id_]], ())
        order = sorted(people)
        chance.shuffle(order)
        assert kept.findings(order) == check_people([people[each] for each in order], book, BASE)


def test_one_changed_person_alone_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def watched(check: PersonCheck) -> PersonCheck:
        def find(person: Person, rule: Rule, base: date) -> Iterable[Finding]:
            looked.append(person.id)
            return check.find(person, rule, base)

        return PersonCheck(find)

    for name, check in people_checks.PEOPLE_CHECKS.items():
        if isinstance(check, PersonCheck):
            monkeypatch.setitem(people_checks.PEOPLE_CHECKS, name, watched(check))
    kept = PeopleFindings(load_rule_book(), BASE)
    people = [Person(id_, "林木") for id_ in IDS]
    kept.change(people, ())
    assert set(looked) == set(IDS)
    looked.clear()
    kept.change([replace(people[2], unit="财政局")], ())
    assert set(looked) == {IDS[2]}
    assert any("财政局" in finding.text for finding in kept.findings(IDS))
