"""What an entry of the journal changed, in words: which thing, which column, old and new."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from huanjie_desktop.services.safekeeping.history import changes_of
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.driver import Value
from huanjie_desktop.store.entry_changes import RowChange
from huanjie_desktop.store.tables import TABLES

_TITLES: Mapping[str, str] = {  # columns of all tables but people's, whose titles the catalogue has
    "name": "名称",
    "title": "名称",
    "value": "内容",
    "unit": "单位",
    "term": "届",
    "sitting": "次",
    "start": "开始",
    "end": "结束",
    "day": "日期",
    "venue": "地点",
    "place": "地点",
    "base_date": "年龄计算到",
    "position": "顺序",
    "group_name": "分组",
    "note": "备注",
    "role": "职务",
    "office": "机构",
    "liaison": "联络员",
    "chair": "主持人",
    "attendance": "参加人员",
    "minutes": "分钟",
    "speaker": "报告人",
    "papers": "材料",
    "scope": "范围",
    "issued": "发出",
    "entitled": "应到",
    "printed": "印数",
    "seats": "名额",
    "about": "说明",
    "keyer": "录入人",
    "finished": "已录完",
    "entry": "项目",
    "size": "大小",
    "reason": "原因",
    "own": "自定义栏",
    "forms": "附任免审批表",
    "full_name": "全称",
    "short_name": "简称",
    "age_limit": "任职年龄",
    "state": "办理状态",
    "done_by": "办理人",
    "paper_number": "文号",
    "moved": "改到",
    "offset": "倒排天数",
    "who": "责任单位",
    "preset": "倒排预设",
    "helper": "指导组",
}
_OF_TABLE: Mapping[tuple[str, str], str] = {  # of columns that other tables use for what says nothing to users
    ("unit", "kind"): "类别",
    ("unit_post", "number"): "职数",
    ("accepted_finding", "text"): "检查结果",
}
_SETTINGS = {"county": "县名", "superior": "上级单位", "base_date": "年龄计算到", "import_heads": "导入时选定的栏目"}
_ACTIONS = {"insert": "新增", "delete": "删除"}
_IN_A_LINE = 6  # columns of a row that came or went


@dataclass(frozen=True)
class ShownChange:
    """One line: what was changed, which of its columns, and what that said before and after."""

    thing: str
    column: str
    old: str
    new: str


def read_entry(workspace: Workspace, seq: int) -> list[ShownChange]:
    """Return what an entry changed, in words."""
    return [line for change in changes_of(workspace, seq) for line in _lines(workspace, change)]


def _lines(workspace: Workspace, change: RowChange) -> Iterator[ShownChange]:
    noun = TABLES[change.table].noun if change.table in TABLES else change.table
    name = _SETTINGS.get(change.id, "") if change.table == "setting" else change.name
    thing = f"{noun}“{name}”" if name else noun
    if change.action in _ACTIONS:
        old, new = (_summary(workspace, change.table, image) for image in (change.before, change.after))
        yield ShownChange(thing, _ACTIONS[change.action], old, new)
        return
    for column, old_value in (change.before or {}).items():
        title = _title(workspace, change.table, column)
        if title:
            after = change.after or {}
            yield ShownChange(thing, title, _text(old_value), _text(after[column]) if column in after else "未记")


def _summary(workspace: Workspace, table: str, image: Mapping[str, Value] | None) -> str:
    filled = [(_title(workspace, table, column), _text(value)) for column, value in (image or {}).items() if value]
    words = [f"{title} {text}" for title, text in filled if title and text]
    return "；".join(words[:_IN_A_LINE]) + ("……" if len(words) > _IN_A_LINE else "")


def _title(workspace: Workspace, table: str, column: str) -> str:
    """Return a column's title, "" for one that says nothing to users."""
    if table == "person":
        known = workspace.catalog.columns.get(column)
        return known.title if known else ""
    return _OF_TABLE.get((table, column)) or _TITLES.get(column, "")


def _text(value: Value) -> str:
    return "" if value is None or isinstance(value, bytes) else str(value)
