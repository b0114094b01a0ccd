"""What is wrong with a plan is said with the rule that it breaks; what is fine is not mentioned."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.domain.schedule.plan_checks import Surroundings, find_in_plan, move_problem
from huanjie_desktop.domain.schedule.steps import State, StepState
from huanjie_desktop.domain.schedule.workdays import Calendar
from tests.domain.schedule_builders import CALENDAR, E, found, plan, rules, step

LIST = step("list", limit=-20, hard=True, late="选举日应当推迟。")


def test_a_statutory_day_that_is_past_is_an_error_with_its_article() -> None:
    made = plan(LIST, today=date(2026, 6, 23))
    findings = find_in_plan(made, [], Surroundings(CALENDAR, date(2026, 6, 23)))
    assert [(each.severity, each.code, each.basis) for each in findings] == [
        (Severity.ERROR, "ED", "《选举法》第28条：选举日的二十日以前公布")
    ]
    assert findings[0].text == "“步骤list”最晚是2026年6月21日（E前20天），已过2天，还没有办结。选举日应当推迟。"
    assert findings[0].subject is not None
    assert (findings[0].subject.kind, findings[0].subject.id, findings[0].subject.field) == ("step", "list", "c")


def test_on_the_last_lawful_day_nothing_is_said() -> None:
    assert found(plan(LIST, today=date(2026, 6, 21))) == []


def test_what_is_done_in_time_is_fine_and_what_was_done_late_is_told() -> None:
    def done(day: date) -> list[tuple[str, str, str]]:
        return found(plan(LIST, states={"list": StepState(State.DONE, day)}, today=date(2026, 7, 1)))

    assert done(date(2026, 6, 21)) == []
    assert done(date(2026, 6, 22)) == [
        ("ED", "error", "“步骤list”在2026年6月22日办结，最晚是2026年6月21日（E前20天），晚了1天。")
    ]


def test_a_rule_that_is_no_statute_only_warns() -> None:
    made = plan(step("request", -10, limit=-30, after=()))
    assert made.by_id["request"].start == date(2026, 6, 11)  # the plan keeps the rule's day by itself
    moved = plan(step("request", -10, limit=-30), moved={"request": date(2026, 6, 15)})
    assert [(severity, text) for _code, severity, text in found(moved)] == [
        ("warning", "“步骤request”排在2026年6月15日，最晚是2026年6月11日（E前30天），晚4天。")
    ]


def test_a_pinned_statutory_step_is_found_when_the_anchor_moves_away() -> None:
    pinned = {"list": StepState(State.PINNED, date(2026, 6, 18))}
    assert found(plan(LIST, states=pinned)) == []
    moved = plan(LIST, states=pinned, anchors={"E": date(2026, 7, 4)})
    assert [severity for _code, severity, _text in found(moved)] == ["error"]


def test_a_statutory_step_cannot_be_dropped_in_silence() -> None:
    states = {"list": StepState(State.DROPPED, reason="并入上一步"), "soft": StepState(State.DROPPED)}
    assert found(plan(LIST, step("soft", -3), states=states)) == [
        ("ED", "error", "“步骤list”是法定的一步，最晚是2026年6月21日（E前20天），却已标为不办：并入上一步。")
    ]


def test_why_a_step_cannot_be_moved_is_one_sentence_with_the_article() -> None:
    made = plan(LIST, step("soft", -3))
    assert move_problem(made, "list", date(2026, 6, 21)) == ""
    assert move_problem(made, "soft", date(2026, 7, 30)) == ""
    assert "选举法" in move_problem(made, "list", date(2026, 6, 22))


def test_an_order_broken_by_the_office_is_told() -> None:
    steps = (step("first", -12), step("then", -10, after=("first",)))
    assert found(plan(*steps), "order_kept") == []
    states = {"first": StepState(State.PINNED, date(2026, 7, 5))}
    assert found(plan(*steps, states=states), "order_kept") == [
        (
            "order_kept",
            "warning",
            "“步骤then”（2026年7月1日）应在“步骤first”之后，后者排到2026年7月5日。",
        )
    ]
    states["first"] = StepState(State.DROPPED)
    assert found(plan(*steps, states=states), "order_kept") == []


def test_steps_of_custom_are_late_too() -> None:
    assert found(plan(step("soft", -30), today=date(2026, 6, 14)), "not_overdue") == [
        ("not_overdue", "warning", "“步骤soft”排在2026年6月11日，已过3天，还没有办结。")
    ]


def test_a_notice_shortened_by_the_office_is_told() -> None:
    states = {"notice": StepState(State.PINNED, date(2026, 6, 18))}  # over the holiday
    made = plan(step("notice", -26, until=-22, working_days=5), states=states)
    assert found(made, "long_enough") == [("long_enough", "warning", "“步骤notice”应不少于5个工作日，现在只有2个。")]


def test_a_year_without_a_table_and_a_table_with_a_gap_are_told() -> None:
    made = plan(step("a", -10), calendar=Calendar())
    assert [text for _code, _severity, text in found(made, "years_known", calendar=Calendar())] == [
        "没有2026年的节假日表，这一年只按周六、周日休息排，日期待核；放假安排公布后请补上。"
    ]
    (gap,) = found(plan(step("a", -10)), "years_known")
    assert gap[2] == "2026年的节假日表里缺元旦、春节、清明、劳动、中秋、国庆的放假，或者天数不够，请核对。"


def test_anchors_that_are_missing_past_or_amid_a_holiday_are_told() -> None:
    made = plan(step("a", -1), step("b", 1, anchor="Mt"), step("c", 2, anchor="Mt"))
    assert [text for *_more, text in found(made, "anchors_given")] == ["没有定Mt（Mt），有2步没有排。"]
    assert found(made, "anchors_ahead", today=E) == []
    assert [text for *_more, text in found(made, "anchors_ahead", today=date(2026, 7, 12))] == [
        "选举日（E）2026年7月11日已经过去。"
    ]
    assert found(made, "anchors_worked") == []  # a plain Saturday
    amid = plan(step("a", -1), anchors={"E": date(2026, 6, 20)})
    assert [text for *_more, text in found(amid, "anchors_worked")] == ["选举日（E）2026年6月20日在端午节放假期间。"]


def test_a_step_that_is_due_without_its_paper_is_told() -> None:
    made = plan(step("soon", -5, document="request", papers="请示"), step("later", 60, document="x", papers="报告"))
    today = date(2026, 7, 1)
    assert found(made, "papers_there", today=today, papers=lambda _id, _papers: {"request": ()}) == []
    assert found(made, "papers_there", today=today) == []
    lacking = found(
        made, "papers_there", today=today, papers=lambda _id, _papers: {"request": ("没有填写上级单位", "没有会次")}
    )
    assert [text for *_more, text in lacking] == ["“步骤soon”的材料“请示”还没有：没有填写上级单位、没有会次。"]
    nowhere = found(made, "papers_there", today=today, papers=lambda _id, _papers: {})
    assert [text for *_more, text in nowhere] == ["“步骤soon”的材料“请示”还没有。"]


def test_a_paper_is_asked_for_only_where_its_step_waits() -> None:
    def asked(_congress: str, _papers: Collection[str]) -> Mapping[str, Sequence[str]]:
        raise AssertionError("no step is due")

    steps = (step("soon", -5, document="request"), step("later", 60, document="x"))
    states = {"soon": StepState(State.DONE, date(2026, 7, 1))}
    assert found(plan(*steps, states=states), "papers_there", today=date(2026, 7, 6), papers=asked) == []
    over = plan(*steps, watched=False)
    assert found(over, "papers_there", today=date(2026, 7, 6), papers=asked) == []


def test_every_finding_names_its_rule() -> None:
    made = plan(LIST, step("b", 1, anchor="Mt"), step("soft", -30), today=date(2026, 7, 1))
    findings = find_in_plan(made, rules(), Surroundings(CALENDAR, date(2026, 7, 12), papers=lambda _id, _papers: {}))
    assert len(findings) >= 4
    assert [each for each in findings if not each.code or not each.basis] == []
