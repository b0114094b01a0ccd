"""The plan on the command line, without a workspace: steps by date, findings, and what cannot be planned in one sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.__main__ import main

STATE = ["state", "late_days", "done", "by", "number", "reason"]
KEYS = ["id", "title", "who", "date", "latest", "hard", "basis", "confirmed", "document", "end", "counted"]
KEYS += ["congress", "congress_title", *STATE]
BEFORE = ("--today", "2025-06-01")


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capsys.readouterr()
    assert main(["plan", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(["plan", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err.strip()


def test_kinds_are_listed_one_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--list"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "township_party\t乡镇党代会",
        "county_party\t县党代会",
        "deputy_election\t县乡人大代表选举",
        "county_people\t县人代会",
        "county_consultative\t县政协全会",
    ]


def test_the_statutory_days_of_an_election_are_those_of_the_law(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "deputy_election", "--anchor", "E=2026-07-11", *BEFORE)
    latest = {step["id"]: step["latest"] for step in found["steps"] if step["hard"]}
    assert (latest["voter-list"], latest["candidate-list"]) == ("2026-06-21", "2026-06-26")
    assert (latest["formal-candidates"], latest["first-sessions"]) == ("2026-07-04", "2026-09-11")
    assert all(step["date"] <= step["latest"] for step in found["steps"] if step["hard"])
    assert next(step["basis"] for step in found["steps"] if step["id"] == "voter-list") == "《选举法》第28条（ED-01）"
    assert [(each["severity"], each["code"]) for each in found["findings"]] == [("warning", "plan_anchors_given")]


def test_a_first_session_too_late_is_found_with_its_article(capsys: pytest.CaptureFixture[str]) -> None:
    anchors = ("--anchor", "E=2026-07-11", "--anchor", "Mt=2026-09-12")
    found = answer(capsys, "deputy_election", *anchors, *BEFORE)
    codes = {(each["code"], each["step"]) for each in found["findings"] if each["severity"] == "error"}
    assert codes == {("OL-09", "first-sessions"), ("round_township_in_two_months", None)}


def test_a_province_is_chosen_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    anchors = ("deputy_election", "--anchor", "E=2026-07-11", "--anchor", "Mt=2026-07-21", "--preset", "浙江")
    notice = next(step for step in answer(capsys, *anchors, *BEFORE)["steps"] if step["id"] == "mt-notice")
    assert (notice["latest"], notice["hard"]) == ("2026-07-14", True)


@pytest.mark.parametrize("name", ["township_party", "township-party", "乡镇党代会"])
def test_a_plan_is_its_steps_by_date_with_just_these_keys(capsys: pytest.CaptureFixture[str], name: str) -> None:
    found = answer(capsys, name, "--anchor", "T=2026-03-26", *BEFORE)
    assert list(found) == ["steps", "findings"]
    assert found["findings"] == []
    assert all(list(step) == KEYS for step in found["steps"])
    days = [step["date"] for step in found["steps"]]
    assert days == sorted(days)
    assert len(days) == 37
    by_id = {step["id"]: step for step in found["steps"]}
    assert {step["congress"] for step in found["steps"]} == {"township_party"}
    assert by_id["public-notice"]["end"] > by_id["public-notice"]["date"]
    assert by_id["request-congress"]["latest"] == "2026-02-09"  # T-45
    assert by_id["opening"]["confirmed"] is False
    assert by_id["elect-delegates"]["confirmed"] is True


def test_anchors_out_of_order_are_found_with_their_rule(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "county_party", "--anchor", "C=2026-03-26", "--anchor", "T=2026-07-26", *BEFORE)
    (wrong,) = [each for each in found["findings"] if each["severity"] == "error"]
    assert list(wrong) == ["severity", "code", "text", "basis", "step", "congress"]
    assert (wrong["code"], wrong["step"]) == ("round_township_party_first", None)
    assert wrong["basis"]


def test_an_anchor_that_is_past_is_told_and_nothing_is_called_late(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "county_party", "--anchor", "C=2026-07-26", "--today", "2026-11-01")
    assert [(each["severity"], each["code"]) for each in found["findings"]] == [("warning", "plan_anchors_ahead")]


def test_what_can_no_longer_be_done_in_time_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "county_party", "--anchor", "C=2026-07-26", "--today", "2026-06-01")
    late = {each["step"]: each for each in found["findings"]}
    assert late["request-congress"]["severity"] == "warning"
    assert "已过5天" in late["request-congress"]["text"]
    assert late["standing-study"]["severity"] == "hint"


def test_a_29_february_is_an_anchor_like_others(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "township_party", "--anchor", "T=2028-02-29", *BEFORE)
    assert {step["date"] for step in found["steps"] if step["id"] == "opening"} == {"2028-02-29"}
    assert {each["code"] for each in found["findings"]} == {"plan_years_known"}
    assert "没有2028年的节假日表" in "".join(each["text"] for each in found["findings"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "没有说明排哪种会议"),
        (("no_kind",), "没有“no_kind”这种会议。现有：township_party（乡镇党代会）"),
        (("township_party",), "没有给出乡镇党代会开幕日（T）"),
        (("township_party", "--anchor", "C=2026-07-26"), "没有给出乡镇党代会开幕日（T）"),
        (("township_party", "--anchor", "X=2026-07-26"), "不明白“X=2026-07-26”"),
        (("township_party", "--anchor", "T"), "不明白“T”"),
        (("township_party", "--anchor", "T=3月26日"), "T的“3月26日”不是日期"),
        (("township_party", "--anchor", "T=2026-02-29"), "T的“2026-02-29”不对，没有这一天"),
        (("township_party", "--anchor", "T=9999-12-31"), "年份应在1949到2199之间"),
        (("township_party", "--anchor", "T=2026-03-26", "--anchor", "T=2026-03-27"), "T给了两次"),
        (("township_party", "--anchor", "T=2026-03-26", "--preset", "月亮"), "没有“月亮”这个预设"),
        (("township_party", "--anchor", "T=2026-03-26", "--holidays", "gone.csv"), "读不了“gone.csv”"),
    ],
)
def test_what_cannot_be_planned_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert said in refused(capsys, *arguments)


def test_the_plan_is_printed_for_people_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "township_party", "--anchor", "T=2026-03-26", *BEFORE]) == 0
    out, err = capsys.readouterr()
    assert "2026-02-04\tT−50\t\t报送召开党代会的请示\t乡镇党委报县委\t最晚2026-02-09" in out
    assert err == ""


def test_an_offices_own_holidays_move_the_steps(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    arguments = ("township_party", "--anchor", "T=2027-04-01", *BEFORE)

    def day(*more: str) -> str:
        steps = answer(capsys, *arguments, *more)["steps"]
        return str(next(step["date"] for step in steps if step["id"] == "dues"))

    assert day() == "2027-03-25"
    table = tmp_path / "节假日.csv"
    table.write_text(
        "日期,名称,安排\n2027-03-25,本县节日,休\n2027-03-26,本县节日,休\n2027-03-28,本县节日,班\n", "gb18030"
    )
    assert day("--holidays", str(table)) == "2027-03-28"
    found = answer(capsys, *arguments, "--holidays", str(table))["findings"]
    said = [(each["severity"], each["text"]) for each in found if each["code"] == "plan_holidays"]
    assert said == [("hint", "“节假日.csv”是2027年的节假日表，这些年按它排。")]


def test_a_table_of_another_year_and_a_year_without_one_are_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    table = tmp_path / "节假日.csv"
    table.write_text("2024-10-01,国庆节,休\n", "utf-8")
    found = answer(capsys, "township_party", "--anchor", "T=2031-04-01", *BEFORE, "--holidays", str(table))["findings"]
    texts = {each["code"]: each["text"] for each in found}
    assert texts["plan_holidays"] == "“节假日.csv”是2024年的节假日表，排期在2030年、2031年，没有用上。"
    years = [each["text"] for each in found if each["code"] == "plan_years_known"]
    assert [text[:6] for text in years] == ["没有2030", "没有2031"]
    assert all("只按周六、周日休息排，日期待核" in text for text in years)


def test_the_plan_is_written_as_a_calendar(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "选举.ics"
    answer(capsys, "deputy_election", "--anchor", "E=2026-07-11", *BEFORE, "--ics", str(file), "--who", "法院")
    text = file.read_bytes().decode()
    assert text.count("BEGIN:VEVENT") == 2  # 公安、法院…… and 县人民法院
    assert "DTSTART;VALUE=DATE:20260710" in text


def test_a_calendar_of_nobody_is_not_written_and_who_there_is_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "选举.ics"
    anchor = ("deputy_election", "--anchor", "E=2026-07-11")
    assert main(["plan", *anchor, "--ics", str(file), "--who", "气象局"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("没有“气象局”的步骤，没有写日历。有步骤的责任单位：")
    assert "；选举委员会；" in said
    assert not file.exists()
    assert main(["plan", *anchor, "--who", "法院"]) == 2
    assert "--who 只用来挑写进日历的步骤" in capsys.readouterr().err


def test_a_calendar_is_not_written_over_another_kind_of_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "青禾县.huanjie"
    there.write_bytes(b"theirs")
    assert main(["plan", "deputy_election", "--anchor", "E=2026-07-11", "--ics", str(there)]) == 2
    assert "日历只能存为 ics" in capsys.readouterr().err
    assert there.read_bytes() == b"theirs"
