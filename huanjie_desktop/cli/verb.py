"""What a command is, and what commands share: the open workspace, and answers as JSON."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from huanjie_desktop.domain.errors import HuanjieError, UserError, WorldError
from huanjie_desktop.services.safekeeping.backups import AT_OPENING, back_up_if_changed
from huanjie_desktop.services.safekeeping.second_folder import copy_on, where_kept
from huanjie_desktop.services.workspace import Workspace, open_workspace

DONE, BAD_INPUT = 0, 2
PASSWORD_VARIABLE = "HUANJIE_PASSWORD"


@dataclass(frozen=True)
class Verb:
    """A command: its name, what it does, how it adds its arguments, and what it runs."""

    name: str
    purpose: str
    arguments: Callable[[argparse.ArgumentParser], object]
    run: Callable[[argparse.Namespace], int]

    def add_to(self, commands: Any) -> None:
        """Add the command to the parser's commands."""
        parser = commands.add_parser(self.name, help=self.purpose, description=self.purpose)
        self.arguments(parser)
        parser.set_defaults(command=self.run)


def password() -> str:
    """Return the password that the surroundings give, "" for none."""
    return os.environ.get(PASSWORD_VARIABLE, "")


@contextmanager
def opened(options: argparse.Namespace, back_up: bool = True) -> Iterator[Workspace]:
    """Open the workspace that the command names, and close it whatever happens.

    A backup comes first where the newest one does not hold everything; that it cannot be written is told, not more.
    """
    workspace = open_workspace(Path(options.workspace), password())
    try:
        foreign = workspace.store.foreign_changes
        if foreign:
            print(f"别的程序改动过这个文件：{foreign}。", file=sys.stderr)
        if back_up:
            try:
                back_up_if_changed(workspace, AT_OPENING)
                copy_on(where_kept(workspace))
            except WorldError as error:
                print(error.text, file=sys.stderr)
        try:
            yield workspace
        except HuanjieError:
            raise
        except Exception as error:
            if not foreign:
                raise  # a bug of ours
            raise UserError(
                f"“{workspace.path.name}”的内容读不出来，因为别的程序改动过它：{foreign}。",
                "请恢复改动以前的备份。",
            ) from error
    finally:
        workspace.close()


def workspace_argument(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names the workspace."""
    parser.add_argument("workspace", metavar="工作文件")


def print_json(value: object) -> None:
    """Print an answer that other programs read."""
    print(json.dumps(value, ensure_ascii=False, indent=2))
