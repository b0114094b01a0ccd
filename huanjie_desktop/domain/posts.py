"""Joins the lines of a cell: a break between two posts is a 、, one inside a long post is no more than a wrap."""

import re
from collections.abc import Callable

from huanjie_desktop.domain.normalise import clean_line, clean_text

_POSTS = (
    "书记|主任|局长|镇长|乡长|县长|市长|区长|省长|部长|院长|校长|园长|站长|所长|股长|科长|处长|厅长|司长|队长|会长|秘书长|社长|行长|厂长|馆长|"
    "台长|团长|组长|村长|街长|理事长|董事长|班长|政委|检察长|"
    "主席|委员|常委|党委委员|党组成员|成员|秘书|干部|科员|办事员|调研员|巡视员|职员|专员|监事|理事|董事|经理|总监|总师|"
    "总工程师|会计|出纳|代表|顾问|教师|医师|医生|护士|工程师|农艺师|会计师|经济师|审计师|律师|法官|检察官|警长|警员|司令员|"
    "指导员|教导员|参谋|助理|主管|负责人|召集人|联系人|副职|正职|教授|研究员|讲师|教员|编辑|记者|翻译|主持人|网格员|文书|"
    "党员|村民|农民|工人|经营者|个体户|法人|法定代表人|支书|连长|营长|委员长|总理|主编|科级|处级|股级|士"
)
PART_OF_OFFICE = re.compile(  # in words that name an office or a body, and no person
    "主席|主任|书记|主持|召集|领导|负责|同志|委员|成员|组|团|各|秘书|[县乡镇市部局]长|代表|党委|人大|政协"
)
_NOTE = r"(?:[（(][^（）()]*[）)])*"
_ENDS = re.compile(rf"(?:{_POSTS}){_NOTE}$")
_GOES_ON = re.compile(
    r"^[、，,；;。.（()）：:兼和及与暨]|^(?:助理|会|长|员|部|处|室|局|级|科员|办公室|候选人|团(?!委)|组(?!织)|委员会|人选|所|"
    r"职务|职级|待遇|代表大会|主席团(?!成员|主席))"
)
_MARK = re.compile(r"[、，,；;。.：:（(—-]$")
_SCHOOL = re.compile(
    r"大学|学院|学校|党校|中学|职校|电大|师范|[中师医农工商财警卫高幼]专|[卫农商财技警]校|[师农医工财]大"
)


def is_post(words: str) -> bool:
    """Tell whether words end as posts do."""
    return bool(_ENDS.search(words))


def join_posts(text: str) -> str:
    """Return posts on one line: where one ended at a line end a 、 stands, where a line was only wrapped nothing."""
    said = _joined(text, lambda before, after: "、" if _ENDS.search(before) and not _GOES_ON.search(after) else "")
    return said.rstrip("：:、，,；; ")  # 党委书记： beside the name


def join_schools(text: str) -> str:
    """Return schools on one line: before a second school stands a ；, before a school's department or major nothing."""

    def between(before: str, after: str) -> str:
        school = _SCHOOL.search(after[:16])
        of_the_same = before.endswith(("大学", "党校")) and school is not None and school[0] == "学院"
        return "；" if school and _SCHOOL.search(before) and not of_the_same else ""

    return _joined(text, between)


def join_remarks(text: str) -> str:
    """Return remarks on one line, each line end a ； where no mark stands there."""
    return _joined(text, lambda before, after: "；")


def _joined(text: str, between: Callable[[str, str], str]) -> str:
    if "\n" not in text and "\r" not in text:
        return clean_line(text)
    lines = [clean_line(line) for line in clean_text(text).split("\n") if line.strip()]
    whole = lines[0] if lines else ""
    for line in lines[1:]:
        ascii_both = whole[-1:].isascii() and line[:1].isascii() and whole[-1:].isalnum() and line[:1].isalnum()
        bare = _MARK.search(whole) or re.match(r"[、，,；;。.：:）)（(]", line)
        whole += (between(whole, line) if not bare else "") or (" " if ascii_both else "")
        whole += line
    return whole
