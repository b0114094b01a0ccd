"""The plan of a workspace on the command line: the round, one congress, and what would become of it, without a change."""

import json
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.__main__ import main

ELECTION, PARTY = "青禾县十二届人大代表选举", "青禾县第十二次党代会"


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = str(tmp_path / "青禾县2036年换届.huanjie")
    assert main(["new", path, "--county", "青禾县"]) == 0
    for kind, start in (("deputy-election", "2036-07-11"), ("county-party", "2036-07-26")):
        made = ("congress", path, "new", "--kind", kind, "--unit", "青禾县", "--term", "12", "--start", start)
        assert main([*made]) == 0
    return path


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


def test_the_round_and_one_congress(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    whole = answer(capsys, file)
    assert [(each["anchor"], each["date"]) for each in whole["congresses"]] == [
        ("E", "2036-07-11"),
        ("C", "2036-07-26"),
    ]
    assert [each["date"] for each in whole["steps"]] == sorted(each["date"] for each in whole["steps"])
    one = answer(capsys, file, PARTY)
    assert {each["congress_title"] for each in one["steps"]} == {PARTY}
    assert len(one["steps"]) < len(whole["steps"])
    latest = next(each["latest"] for each in whole["steps"] if each["id"] == "voter-list")
    assert latest == "2036-06-21"
    assert {"severity", "code", "text", "basis", "step", "congress"} == set(whole["findings"][0])


def test_a_kind_and_a_workspace_answer_in_the_same_shape(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    whole = answer(capsys, file, PARTY)
    alone = answer(capsys, "county_party", "--anchor", "C=2036-07-26", "--anchor", "E=2036-07-11")
    assert list(alone["steps"][0]) == list(whole["steps"][0])
    assert list(alone["findings"][0]) == list(whole["findings"][0])
    days = {step["id"]: (step["date"], step["end"]) for step in alone["steps"]}
    assert {step["id"]: (step["date"], step["end"]) for step in whole["steps"]} == days


def test_what_is_late_is_asked_of_a_day(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = answer(capsys, file, "--today", "2035-01-01")
    assert not any(step["late_days"] for step in before["steps"])
    after = answer(capsys, file, "--today", "2036-07-01")
    late = {step["id"]: step["late_days"] for step in after["steps"] if step["state"] == "late"}
    assert late["voter-list"] == 10
    tried = answer(capsys, file, "--today", "2036-07-01", "--what-if", "E=2036-07-04")
    assert any(step["state"] == "late" for step in tried["steps"])
    assert "没有这一天" in refused(capsys, file, "--today", "2036-02-30")


def test_the_round_and_one_congress_are_written_as_calendars(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = {}
    for of in ((), (PARTY,)):
        target = tmp_path / "手机.ics"
        found = answer(capsys, file, *of, "--ics", str(target))
        counts[of] = target.read_bytes().count(b"BEGIN:VEVENT")
        assert counts[of] == len(found["steps"])
    assert counts[()] > counts[(PARTY,)] > 0
    assert "没有“气象局”的步骤" in refused(capsys, file, "--ics", str(tmp_path / "空.ics"), "--who", "气象局")
    assert not (tmp_path / "空.ics").exists()
    assert "试排不写日历" in refused(capsys, file, "--what-if", "E=2036-07-04", "--ics", str(tmp_path / "空.ics"))


def test_what_if_says_what_moves_and_changes_nothing(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = answer(capsys, file)
    tried = answer(capsys, file, "--what-if", "E=2036-07-04")
    moved = {each["id"]: (each["before"], each["after"]) for each in tried["moved"]}
    assert moved["polling"] == ("2036-07-11", "2036-07-04")
    assert tried["what_if"] == f"{ELECTION}的选举日7月11日改到7月4日，提前7天"
    by_name = answer(capsys, file, "--what-if", f"{ELECTION}=2036-07-04")
    assert by_name["moved"] == tried["moved"]
    past = answer(capsys, file, "--what-if", "E=2020-07-04")
    assert {each["severity"] for each in past["red"]} <= {"error"}
    assert answer(capsys, file) == before


def test_what_a_move_does_to_another_congress_is_told_with_the_one_chosen(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = ("congress", file, "new", "--kind", "township-party", "--unit", "柳河镇", "--term", "11")
    assert main([*made, "--start", "2036-05-20"]) == 0
    town = "柳河镇第十一次党代会"
    said = f"{town}（T，2036年8月20日）应在{PARTY}（C，2036年7月26日）之前"
    whole = answer(capsys, file, "--what-if", "T=2036-08-20")
    assert any(said in each["text"] for each in whole["red"])
    one = answer(capsys, file, town, "--what-if", "T=2036-08-20")
    assert one["red"] == whole["red"]
    assert all(each in one["findings"] for each in one["red"])
    assert {each["congress_title"] for each in one["moved"]} == {town}
    capsys.readouterr()
    assert main(["plan", file, town, "--what-if", "T=2036-08-20"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("不能满足：")]
    assert len(lines) == len(one["red"])
    assert any(town in line and PARTY in line for line in lines)


def test_a_name_is_tried_once(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    twice = ("--what-if", "E=2036-07-04", "--what-if", "e=2036-07-05")
    assert refused(capsys, file, *twice) == "E给了两次。请只写一次。"
    twice = ("--what-if", f"{ELECTION}=2036-07-04", "--what-if", f"{ELECTION}=2036-07-05")
    assert refused(capsys, file, *twice) == f"“{ELECTION}”给了两次。请只写一次。"


def test_words_and_what_cannot_be(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["plan", file, ELECTION, "--what-if", "E=2036-07-04"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("没有保存。")
    assert len(lines) > 20
    assert "没有这一天" in refused(capsys, file, "--what-if", "E=2036-02-30")
    assert "没有以县人代会开幕日（Mc）为准的会议" in refused(capsys, file, "--what-if", "Mc=2036-09-09")
    assert "会议" in refused(capsys, file, "没有的会")
    assert "按文件里的会议日期" in refused(capsys, file, "--anchor", "E=2036-07-04")
    assert "只有工作文件" in refused(capsys, "township_party", "--what-if", "T=2036-07-04")
