"""用户手册 as the window shows it: its text, and which chapter is about which page; and the keys by where they work."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from huanjie_desktop import paths

MANUAL = "用户手册.md"
TABLES, FORMS = "表格里", "各处"
KEYS = (  # what no action has: keys of tables, and of everywhere
    (TABLES, "F2 或直接输入", "改单元格；回车写入并向下，Tab 写入并向右，加 Shift 反向，Esc 不改"),
    (TABLES, "在末尾的空行输入", "新增一行；换到别的行时写入"),
    (TABLES, "Ctrl+C、Ctrl+X、Ctrl+V", "与 Excel、WPS 互相复制、剪切、粘贴；超出末行的成为新的行"),
    (TABLES, "Ctrl+D", "用最上面一格填满选中的格；只选一行时用上一行的"),
    (TABLES, "Delete", "清空选中的格"),
    (TABLES, "Ctrl+方向键", "到这一片内容的边上；Ctrl+Home、Ctrl+End 到头、到尾；加 Shift 一路选中"),
    (TABLES, "在格上、表头上按右键", "剪切、复制、粘贴等；排序、筛选、移动、固定、隐藏这一栏"),
    (FORMS, "Alt+1、Alt+2……", "打开左边第几页"),
    (FORMS, "Esc", "关闭对话框，清空查找"),
)


@dataclass(frozen=True)
class HelpPlace:
    """Where help begins: the page that one is on, "" for none, and its keys with what they do."""

    page: str = ""
    keys: Sequence[tuple[str, str]] = ()


def manual_folder() -> Path:
    """Return the folder of the manual and its pictures."""
    return paths.program_folder() / "docs"


def read_manual() -> str:
    """Return the manual's text."""
    return (manual_folder() / MANUAL).read_text(encoding="utf-8")


def chapter_of(page: str, headings: Sequence[str]) -> int:
    """Return the place of the heading that a page's chapter has (三、名册; 八、撤销和记录), -1 for none."""
    named = (heading.rpartition("、")[2].split("和") for heading in headings)
    return next((at for at, names in enumerate(named) if page in names), -1)
