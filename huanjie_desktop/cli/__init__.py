"""The command line: the same use cases as the window, for scripts and tests.

Exit codes: 0 done, 2 bad input (one Chinese sentence on stderr), 1 a bug (a report file).
"""

import argparse
import errno
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from huanjie_desktop import __version__
from huanjie_desktop.domain.errors import HuanjieError, UserError

DONE, BUG, BAD_INPUT = 0, 1, 2
_NO_NAMES = (errno.ENAMETOOLONG, errno.ELOOP)  # a name that no file can have, links in a circle


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(arguments)
    except HuanjieError as error:
        print(str(error).replace("\n", " "), file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        sys.stderr.close()
        return DONE
    except Exception as error:  # noqa: BLE001 - the outermost border: whatever is left is a bug and gets a report
        from huanjie_desktop.services.safekeeping.bug_report import write_report

        report = write_report(error, datetime.now().astimezone())
        print(f"程序出错，没有做完；已有数据不受影响。出错报告：{report}", file=sys.stderr)
        return BUG


def _run(arguments: list[str]) -> int:
    from huanjie_desktop.cli import (
        assessment,
        catalogue,
        filling,
        forms,
        importing,
        kinds,
        meetings,
        merging,
        packages,
        plan,
        protection,
        safety,
        settling,
        units,
        verbs,
        verifying,
    )  # not at the top: the window starts without them

    parser = _parser(
        (
            *verbs.VERBS,
            *importing.VERBS,
            *forms.VERBS,
            *filling.VERBS,
            *verifying.VERBS,
            *merging.VERBS,
            *meetings.VERBS,
            *assessment.VERBS,
            *settling.VERBS,
            *packages.VERBS,
            *kinds.VERBS,
            *plan.VERBS,
            *units.VERBS,
            *catalogue.VERBS,
            *safety.VERBS,
            *protection.VERBS,
        )
    )
    options = parser.parse_args(arguments)
    try:
        result: int = options.command(options)
    except OSError as error:
        if error.errno not in _NO_NAMES:
            raise
        raise UserError(
            f"“{Path(str(error.filename)).name[:20]}……”这个名称或位置用不了，可能太长。", "请换短一些的名称或别的位置。"
        ) from error
    return result


def _parser(verbs: Sequence[object]) -> argparse.ArgumentParser:
    parser = _Parser(prog="huanjie-desktop", description="换届工作台", add_help=True)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="verb", required=True, metavar="命令", parser_class=_Parser)
    for verb in verbs:
        verb.add_to(commands)  # type: ignore[attr-defined]
    return parser


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the command in Chinese."""

    def error(self, message: str) -> NoReturn:
        raise UserError(f"命令写得不对：{_in_chinese(message)}。", f"用“{self.prog} --help”查看用法。")


def _in_chinese(message: str) -> str:
    for english, chinese in (
        ("the following arguments are required:", "缺少"),
        ("unrecognized arguments:", "不认识"),
        ("invalid choice:", "没有这一项"),
        ("expected one argument", "后面要有一个值"),
        ("expected at least one argument", "后面至少要有一个值"),
        ("invalid int value:", "应是整数"),
        ("argument ", ""),
    ):
        message = message.replace(english, chinese)
    return message.split("(choose from")[0].strip()
