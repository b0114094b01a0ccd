"""Turns SQLite's errors into the user's or the world's, with the file's name in one Chinese sentence."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from huanjie_desktop.domain.errors import DamagedWorkspace, HuanjieError, UserError, WorldError
from huanjie_desktop.store.driver import DatabaseError
from huanjie_desktop.store.tables import TABLES

_WORLD = (
    ("full", "磁盘已满，“{name}”未能保存，刚才的改动没有写入。", "请清理磁盘后再试。"),
    ("disk i/o error", "读写“{name}”时磁盘出错，刚才的改动没有写入。", "请检查磁盘后重新打开。"),
    ("readonly", "“{name}”是只读的，不能改动。", "请复制到本机硬盘后再打开。"),
    ("unable to open", "打不开“{name}”所在的文件夹。", "请检查文件夹是否存在、能否写入。"),
    ("locked", "“{name}”正被其他程序使用。", "请关闭其他程序后再试。"),
)
_DAMAGE = ("malformed", "not a database", "disk image", "could not decode")


def explain(error: DatabaseError, path: Path) -> HuanjieError | None:
    """Return the error to show for what SQLite said, or None where it is a bug of ours."""
    said = str(error).lower()
    for sign, text, advice in _WORLD:
        if sign in said:
            return WorldError(text.format(name=path.name), advice)
    if any(sign in said for sign in _DAMAGE):
        return damaged(path)
    return None


def damaged(path: Path) -> DamagedWorkspace:
    """Return the error for a file that was a workspace and is no longer whole."""
    return DamagedWorkspace(
        f"“{path.name}”已损坏或不完整，未作任何改动。", "请用“备份”文件夹里最近一份备份恢复，并保留此文件备查。"
    )


def half_or_foreign(path: Path, tables: Iterable[str], unreadable: Iterable[str] = ()) -> DamagedWorkspace:
    """Return the error for a file with rows that this program has not written, or not to the end.

    Of those that are `unreadable` the first is told.
    """
    nouns = "、".join(TABLES[table].noun for table in tables)
    return DamagedWorkspace(
        f"“{path.name}”里的{nouns}与最后一次保存时对不上，可能被别的程序改动过，或复制、改名时只带走了一半，未作任何改动。"
        + next(iter(unreadable), ""),
        "请从“备份”文件夹取最近一份备份恢复，并保留此文件备查。",
    )


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise SQLite's errors inside the block as the user's or the world's."""
    try:
        yield
    except DatabaseError as error:
        shown = explain(error, path)
        if shown is None:
            raise
        raise shown from error
    except UnicodeDecodeError as error:  # SQLite quotes a damaged schema in its message
        raise damaged(path) from error


def there_already(path: Path) -> UserError:
    """Return what is said where a new file would take the place of another."""
    return UserError(f"“{path.name}”已存在，未作任何改动。", "请换一个文件名，或直接打开它。")
