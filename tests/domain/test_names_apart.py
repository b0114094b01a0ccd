"""People of one name are told apart: by the first post, by all that is said of them, by their number; nobody else is touched."""

from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.assessment import AppraisedSubject, Campaign, Setup
from huanjie_desktop.domain.entries import EntryVersion


def subjects(*said: tuple[str, str]) -> list[AppraisedSubject]:
    return [AppraisedSubject(f"s{at}", "c", name, at, None, None, about) for at, (name, about) in enumerate(said)]


def told(*said: tuple[str, str]) -> list[str]:
    return names_of(subjects(*said))


def names_of(named: list[AppraisedSubject]) -> list[str]:
    setup = Setup(Campaign("c", "", "", "v"), EntryVersion("v", "", 1, "", ""), (), (), tuple(named))
    return [setup.named(each.id) for each in named]


def test_only_those_of_one_name_are_told_apart() -> None:
    assert told(("张伟", "柳河镇镇长"), ("李四", "石桥镇镇长"), ("张 伟", "石桥镇副镇长、政法委员")) == [
        "张　伟（柳河镇镇长）",
        "李四",
        "张　伟（石桥镇副镇长）",
    ]


def test_the_whole_post_or_the_number_tells_where_the_first_does_not() -> None:
    assert told(("张伟", "县委委员、柳河镇镇长"), ("张伟", "县委委员、石桥镇镇长")) == [
        "张　伟（县委委员、柳河镇镇长）",
        "张　伟（县委委员、石桥镇镇长）",
    ]
    assert told(("李四", ""), ("张伟", ""), ("张伟", "")) == ["李四", "张　伟（序号2）", "张　伟（序号3）"]
    assert told(("欧阳修文", "教师"), ("欧阳修文", "教师")) == ["欧阳修文（序号1）", "欧阳修文（序号2）"]
    assert told(("张伟", "镇长"), ("张伟", "")) == ["张　伟（镇长）", "张　伟（序号2）"]


def test_one_who_is_listed_for_two_posts_is_one_person() -> None:
    one = AppraisedSubject("s0", "c", "张伟", 0, "p0", "person", "镇长")
    again = AppraisedSubject("s1", "c", "张伟", 1, "p1", "person", "镇长")
    other = AppraisedSubject("s2", "c", "张伟", 2, "p1", "another", "教师")
    assert names_of([one, again]) == ["张伟", "张伟"]
    assert names_of([one, again, other]) == ["张　伟（镇长）", "张　伟（镇长）", "张　伟（教师）"]


@given(
    st.lists(
        st.tuples(st.sampled_from(["张伟", "李四", "王　芳"]), st.sampled_from(["", "镇长", "镇长、委员", "教师"]))
    )
)
def test_no_two_read_alike(said: list[tuple[str, str]]) -> None:
    names = told(*said)
    assert len(set(names)) == len(names) == len(said)
    assert all(
        name.replace("　", "").startswith(plain.replace("　", "")) for name, (plain, _) in zip(names, said, strict=True)
    )
