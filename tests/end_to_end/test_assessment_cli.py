"""Assessment as a script uses it: forms, a campaign, sheets from a file, the result, and every wrong file in a sentence."""

from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.__main__ import main
from tests.end_to_end.test_cli import answer, complaint
from tests.exchange.books import simple


@pytest.fixture
def workspace(tmp_path: Path) -> str:
    path = str(tmp_path / "青禾县2026年换届.huanjie")
    assert main(["new", path, "--county", "青禾县"]) == 0
    rows = [
        [at, name, "男", "汉族", "1985.07", "2003.05", "柳河镇干部", ""] for at, name in enumerate(("张三", "李四"), 1)
    ]
    file = simple(tmp_path / "a.xlsx", *rows)
    assert main(["import", path, str(file), "--roster", "柳河镇班子"]) == 0
    return path


def form(capsys: pytest.CaptureFixture[str], workspace: str, kind: str) -> str:
    return str(next(each["id"] for each in answer(capsys, "forms", workspace, "--json") if each["kind"] == kind))


@pytest.fixture
def campaign(workspace: str, capsys: pytest.CaptureFixture[str]) -> str:
    made = answer(
        *(capsys, "campaign", workspace, "new", "--form", form(capsys, workspace, "persons"), "--of", "柳河镇班子"),
        *("--issued", "8", "--category", "A=3", "B=5", "--json"),
    )
    assert set(made) == {"id"}
    return str(made["id"])


def write(folder: Path, *lines: str, encoding: str = "utf-8-sig") -> str:
    path = folder / "票.csv"
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return str(path)


GOOD = ("类别,张三德,…", "A,优秀,1,1,1,1,1,2,2,2,2,2,2", "B,1,x,,1,1,1,称职,2,2,2,2,0", "A,作废", "", "B")


def test_sheets_become_a_result(
    workspace: str, campaign: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = answer(capsys, "tally-sheets", workspace, campaign, write(tmp_path, *GOOD), "--json")
    assert (told["added"], told["collected"], told["valid"], told["void"]) == (5, 5, 2, 3)
    result = answer(capsys, "appraisal", workspace, campaign, "--json")
    assert [result[key] for key in ("issued", "collected", "valid", "void")] == [8, 5, 2, 3]
    virtue, ability = result["subjects"][0]["items"][:2]
    assert virtue["counts"] == {"优秀": 2, "称职": 0, "基本称职": 0, "不称职": 0}
    assert virtue["shares"]["优秀"] == 100.0
    assert ability["by_category"]["A、B"] == {
        "counts": {"优秀": 1, "称职": 0, "基本称职": 0, "不称职": 0},
        "shares": {"优秀": 50.0, "称职": 0.0, "基本称职": 0.0, "不称职": 0.0},
        "base": 2,
        "unreadable": 1,
        "unmarked": 0,
    }
    listed = answer(capsys, "campaign", workspace, "list", "--json")
    assert [(each["id"], each["issued"]) for each in listed] == [(campaign, 8)]
    assert main(["appraisal", workspace, campaign]) == 0
    assert "张三\t德\t优秀2（100.0%）" in capsys.readouterr().out


def test_a_file_from_a_chinese_office_pc_is_read(
    workspace: str, campaign: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = answer(capsys, "tally-sheets", workspace, campaign, write(tmp_path, *GOOD, encoding="gb18030"), "--json")
    assert told["collected"] == 5


def test_the_second_entry_shows_its_differences(
    workspace: str, campaign: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tally-sheets", workspace, campaign, write(tmp_path, *GOOD)]) == 0
    other = (GOOD[0], GOOD[1].replace("优秀", "称职"), *GOOD[2:])
    told = answer(capsys, "tally-sheets", workspace, campaign, write(tmp_path, *other), "--second", "--json")
    assert told["differences"] == [{"place": "A票　张三　德", "first": "优秀1", "second": "称职1", "settled": False}]
    refused = answer(capsys, "appraisal", workspace, campaign, "--json", code=2)
    assert refused["problems"] == ["两遍还有1处差异没有处理"]
    assert "两遍还有1处差异没有处理" in complaint(capsys, "appraisal", workspace, campaign)


def test_differences_are_settled_place_by_place(
    workspace: str, campaign: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settle = ("settle", workspace, campaign)
    assert main(["tally-sheets", workspace, campaign, write(tmp_path, *GOOD)]) == 0
    assert "没有差异" in complaint(capsys, *settle, "--take", "first", "--reason", "重新清点")
    other = (GOOD[0], GOOD[1].replace("优秀", "称职").replace("1,1,1,1,1,2", "1,1,1,1,1,3"), *GOOD[2:])
    assert main(["tally-sheets", workspace, campaign, write(tmp_path, *other), "--second"]) == 0
    capsys.readouterr()
    open_ones = answer(capsys, *settle, "--json")["differences"]
    assert [(each["place"], each["settled"]) for each in open_ones] == [
        ("A票　张三　德", None),
        ("A票　李四　德", None),
    ]
    assert "没有写明处理的依据" in complaint(capsys, *settle, "--take", "first")
    assert "没有写明以哪一遍为准" in complaint(capsys, *settle, "--place", "A票 张三 德")
    assert "“B票 张三 德”两遍没有差异" in complaint(
        capsys, *settle, "--take", "first", "--reason", "清点", "--place", "B票 张三 德"
    )
    assert "“三张”不是票数" in complaint(
        capsys, *settle, "--numbers", "三张", "--reason", "清点", "--place", "A票 张三 德"
    )
    assert "只用于一处" in complaint(capsys, *settle, "--numbers", "1,0,0,0,0", "--reason", "清点")
    told = answer(
        *(capsys, *settle, "--place", "A票 张三 德", "--take", "second"),
        *("--reason", "重新清点", "--signed", "甲、乙", "--json"),
    )
    assert [each["settled"] for each in told["differences"]] == ["称职1", None]
    assert told["differences"][0]["signed"] == "甲、乙"
    assert told["problems"] == ["两遍还有1处差异没有处理"]
    answer(capsys, *settle, "--place", "A票 李四 德", "--numbers", "0，0,1,0,0", "--reason", "清点", "--json")
    assert "都已处理" in complaint(capsys, *settle, "--take", "first", "--reason", "清点")
    result = answer(capsys, "appraisal", workspace, campaign, "--json")
    assert result["subjects"][0]["items"][0]["counts"]["称职"] == 1
    assert main(list(settle)) == 0
    assert "第一遍 优秀1；第二遍 称职1；已定为 称职1（重新清点）" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("A,1,1",), "“票.csv”第1行有2处评价，应有12处"),
        (("A" + ",1" * 12, "D" + ",1" * 12), "“票.csv”第2行第1列的票类“D”不认识，未作任何改动。可填：A、B。"),
        (("A,5" + ",1" * 11,), "第2列（“张三”的“德”）填了“5”，没有这个等次"),
        (("A" + ",1" * 6 + ",很好" + ",1" * 5,), "第8列（“李四”的“德”）填了“很好”，没有这个等次"),
        (("A" + ",1" * 12 + ",孙八",), "多出的“孙八”不是另推荐的人选"),
        (("A" + ",1" * 12,) * 4, "A票发出3张，已录入0张，不能再录4张"),
        (("",) * 9, "有9张票，多于发出的8张"),
        (("票类,说明",), "里没有票"),
    ],
)
def test_a_wrong_file_is_refused_whole(
    workspace: str,
    campaign: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    lines: tuple[str, ...],
    words: str,
) -> None:
    assert words in complaint(capsys, "tally-sheets", workspace, campaign, write(tmp_path, *lines))
    assert "还没有录入" in complaint(capsys, "appraisal", workspace, campaign, "--json")


def test_a_second_file_is_added_and_too_many_are_refused(
    workspace: str, campaign: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path, "A" + ",1" * 12, "B" + ",2" * 12)
    assert main(["tally-sheets", workspace, campaign, file]) == 0
    assert "这个文件里的2张票已录入过一次" in complaint(capsys, "tally-sheets", workspace, campaign, file)
    for _ in range(2):
        assert main(["tally-sheets", workspace, campaign, file, "--again"]) == 0
    words = complaint(capsys, "tally-sheets", workspace, campaign, file, "--again")
    assert "A票发出3张，已录入3张，不能再录1张" in words
    assert answer(capsys, "appraisal", workspace, campaign, "--json")["collected"] == 6


def test_a_recommendation_is_counted(workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = answer(
        *(capsys, "campaign", workspace, "new", "--form", form(capsys, workspace, "posts"), "--of", "柳河镇班子"),
        *("--category", "A=2", "--category", "B=3", "--post", "镇长=1", "--json"),
    )
    file = write(tmp_path, "A,○,", "A,,", "B,,√", "B,,,孙八", "B,1,1")
    assert main(["tally-sheets", workspace, made["id"], file]) == 0
    result: dict[str, Any] = answer(capsys, "appraisal", workspace, made["id"], "--json")
    assert (result["collected"], result["valid"], result["blank"]) == (5, 5, 1)
    assert [each["items"][0]["counts"]["推荐"] for each in result["subjects"]] == [1, 1]
    assert result["written_in"][0]["name"] == "孙八"


def test_a_body_takes_its_name_from_what_it_is_of(workspace: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer(
        *(capsys, "campaign", workspace, "new", "--form", form(capsys, workspace, "body"), "--of", "柳河镇"),
        *("--issued", "30", "--json"),
    )
    assert answer(capsys, "campaign", workspace, "list", "--json")[0]["title"] == "柳河镇领导班子民主测评表"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--of", "柳河镇班子"), "缺少 --form"),
        (("--form", "不在", "--of", "柳河镇班子"), "没有“不在”这种表样"),
        (("--form", "干部民主测评表"), "缺少 --of"),
        (("--form", "干部民主测评表", "--of", "没有"), "没有名为“没有”的名册"),
        (("--form", "干部民主测评表", "--of", "柳河镇班子", "--category", "A十二"), "“A十二”写得不对"),
        (("--form", "干部民主测评表", "--of", "柳河镇班子", "--day", "七月"), "日期“七月”写得不对"),
        (("--form", "干部民主测评表", "--of", "柳河镇班子", "--issued", "很多"), "应是整数"),
    ],
)
def test_a_wrong_campaign_is_refused_in_a_sentence(
    workspace: str, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert words in complaint(capsys, "campaign", workspace, "new", *arguments)
    assert answer(capsys, "campaign", workspace, "list", "--json") == []


def test_the_demo_county_has_results_and_one_that_waits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", str(tmp_path), "--people", "120"]) == 0
    path = str(tmp_path / "青禾县2026年换届.huanjie")
    listed = answer(capsys, "campaign", path, "list", "--json")
    codes = []
    for each in listed:
        capsys.readouterr()
        codes.append(main(["appraisal", path, each["id"], "--json"]))
    assert codes == [0, 0, 0, 0, 2]


def test_a_result_is_changed_on_the_command_line_with_a_reason_and_a_witness(
    workspace: str, campaign: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path, "A" + ",1" * 12, "B" + ",2" * 12)
    answer(capsys, "tally-sheets", workspace, campaign, file, "--json")
    assert answer(capsys, "round", workspace, campaign, "show", "--json")["standing"] is False
    told = answer(capsys, "round", workspace, campaign, "finish", "--json")
    result = answer(capsys, "appraisal", workspace, campaign, "--json")
    assert told["standing"]
    assert [each["check"] for each in told["results"]] == [result["check"]]
    assert (result["results"], result["poll"]) == (told["results"], told["poll"])
    for verb in (
        ("round", workspace, campaign, "reopen"),
        ("campaign", workspace, "edit", campaign, "--title", "另一次"),
        ("campaign", workspace, "delete", campaign),
    ):
        assert "须写明原因" in complaint(capsys, *verb)
        assert "须有另一人复核" in complaint(capsys, *verb, "--reason", "录错")
    why = ("--reason", "录错", "--witness", "张监督", "--json")
    answer(capsys, "campaign", workspace, "edit", campaign, "--title", "另一次", *why)
    assert answer(capsys, "campaign", workspace, "list", "--json")[0]["title"] == "另一次"
    assert answer(capsys, "round", workspace, campaign, "reopen", *why)["standing"]
    answer(capsys, "round", workspace, campaign, "finish", "--json")
    capsys.readouterr()
    assert main(["round", workspace, campaign, "show"]) == 0
    assert capsys.readouterr().out.startswith("结果已定。")
    answer(capsys, "round", workspace, campaign, "clear", *why)
    answer(capsys, "campaign", workspace, "delete", campaign, *why)
    assert answer(capsys, "campaign", workspace, "list", "--json") == []
