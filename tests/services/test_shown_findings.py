"""检查结果 in lines: the gravest first, hints of one pattern folded, and nothing lost by it."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.outcome import Finding, Severity, Subject
from huanjie_desktop.services.shown.findings import count_words, finding_lines

TOWNS = ("柳河镇", "石桥镇", "东岭乡")


def _about(severity: Severity, code: str, text: str, name: str = "", kind: str = "congress") -> Finding:
    return Finding(severity, code, text, Subject(kind, f"{kind} {name}", name) if name else None)


def test_two_warnings_are_not_hidden_behind_many_hints() -> None:
    hints = [_about(Severity.HINT, "count", "代表30名，不在100名至200名之间。", name) for name in TOWNS]
    warnings = [_about(Severity.WARNING, "date", "还没有填开幕日期。", name) for name in TOWNS[:2]]
    error = _about(Severity.ERROR, "id", "林木的身份证号不对。", "林木", "person")
    lines = finding_lines([*hints, *warnings, error], with_names=True)
    assert [line.words for line in lines] == [
        "林木的身份证号不对。",
        "柳河镇：还没有填开幕日期。",
        "石桥镇：还没有填开幕日期。",
        "3 次会议：代表30名，不在100名至200名之间。",
    ]
    assert [each.words for each in lines[3].inside] == [f"{name}：代表30名，不在100名至200名之间。" for name in TOWNS]
    assert lines[0].tip == "错误"


def test_a_fold_says_what_its_sentences_share() -> None:
    numbers = [
        _about(Severity.HINT, "share", f"主席团{at}人，代表30名，约3人。", name) for at, name in enumerate(TOWNS)
    ]
    assert finding_lines(numbers)[0].words == "3 次会议：主席团0人，代表30名，约3人……"
    ends = [_about(Severity.HINT, "share", f"主席团7人，代表{at}0名。", name) for at, name in enumerate(TOWNS, 1)]
    assert finding_lines(ends)[0].words == "3 次会议：主席团7人……"
    named = [_about(Severity.HINT, "blank", f"{name}没有民族。", name, "person") for name in ("林木", "王芳")]
    assert finding_lines(named)[0].words == "2 人：没有民族。"
    same = [_about(Severity.HINT, "blank", "民族没有填。", "林木", "person")] * 2
    assert finding_lines(same)[0].words == "2 处：民族没有填。"
    nobody = [_about(Severity.HINT, "backup", "备份少。")] * 2
    assert finding_lines(nobody)[0].words == "2 处：备份少。"


def test_one_hint_stands_alone_and_many_warnings_fold() -> None:
    assert not finding_lines([_about(Severity.HINT, "count", "代表30名。", "柳河镇")])[0].inside
    warnings = [_about(Severity.WARNING, "blank", "没有民族。", f"甲{at}", "person") for at in range(6)]
    assert len(finding_lines(warnings[:5])) == 5
    assert finding_lines(warnings)[0].words == "6 人：没有民族。"
    errors = [_about(Severity.ERROR, "id", "身份证号不对。", f"甲{at}", "person") for at in range(30)]
    assert len(finding_lines(errors)) == 30


def test_the_counts_are_said_in_order() -> None:
    assert count_words([]) == ""
    found = [_about(severity, "x", "甲。") for severity in (Severity.HINT, Severity.ERROR, Severity.HINT)]
    assert count_words(found) == "错误 1，提示 2"


FINDINGS = st.lists(
    st.builds(
        _about,
        st.sampled_from(Severity),
        st.sampled_from("abc"),
        st.text("甲乙，。", min_size=1),
        st.sampled_from(["", *TOWNS]),
    ),
    max_size=20,
)


@given(FINDINGS)
def test_every_finding_is_in_one_line_and_graver_ones_come_first(findings: Sequence[Finding]) -> None:
    lines = finding_lines(findings, with_names=True)
    shown = [each.finding for line in lines for each in (line.inside or (line,))]
    assert sorted(shown, key=str) == sorted(findings, key=str)
    graver = [list(Severity).index(line.finding.severity) for line in lines]
    assert graver == sorted(graver)
