"""What was tried of a release, in the words of the page for those who install, from pytest's report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as Tree

# Words for the tests of tests/release, by their names without what stands in brackets.
WORDS = {
    "test_it_tests_itself": "打开窗口、导入、打印、上报、恢复",
    "test_a_file_opens_in_the_window": "双击工作文件打开窗口",
    "test_the_package_is_installed_and_removed": "安装包安装、双击、卸载",
    "test_chinese_is_typed_into_the_name_cell": "在名册的姓名栏输入中文",
    "test_missing_libraries_are_said": "缺少系统库时说明原因",
}
PLACES = {
    "bullseye": "Debian 11（C 库 2.31，与银河麒麟 V10 相同）",
    "bookworm": "Debian 12",
    "trixie": "Debian 13",
}


@dataclass(frozen=True)
class Result:
    """One test: its name, what stood in brackets, and how it ended."""

    name: str
    given: str
    outcome: str  # passed, failed, skipped


def read_results(report: Path) -> list[Result]:
    """Return the results in pytest's JUnit report, none where there is no report."""
    if not report.exists():
        return []
    results = []
    for case in Tree.parse(report).iter("testcase"):
        name, _, given = case.get("name", "").partition("[")
        tags = {each.tag for each in case}
        outcome = "failed" if tags & {"failure", "error"} else "skipped" if "skipped" in tags else "passed"
        results.append(Result(name, given.rstrip("]"), outcome))
    return results


def tried_in_words(results: Sequence[Result]) -> str:
    """Return what passed and what could not be tried, a line each."""
    lines = []
    for suite, place in PLACES.items():
        of_suite = [each for each in results if suite in re.split(r"\W", each.given)]
        for outcome, verdict in (("passed", "试过"), ("skipped", "没有试"), ("failed", "没有通过")):
            named = dict.fromkeys(
                WORDS[each.name] for each in of_suite if each.outcome == outcome and each.name in WORDS
            )
            if named:
                lines.append(f"    {place}：{verdict} {'；'.join(named)}。")
    return "\n".join(lines) or "    还没有试。"
