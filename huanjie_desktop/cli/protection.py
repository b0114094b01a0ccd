"""The command of passwords: set, changed, taken away, a second person's, and the recovery code.

A password never stands on the command line, where other users of the computer see it: HUANJIE_PASSWORD is the one that opens,
HUANJIE_NEW_PASSWORD the new one.
"""

import argparse
import os
import sys

from huanjie_desktop.cli.verb import DONE, Verb, opened, password, print_json, workspace_argument
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.safekeeping import protection

NEW_PASSWORD_VARIABLE = "HUANJIE_NEW_PASSWORD"


def _arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument(
        "action",
        nargs="?",
        default="show",
        choices=("show", "set", "change", "remove", "code", "add", "drop"),
        help="查看、设置、修改、取消口令；code 生成恢复码；add、drop 添加或取消第二个人的口令",
    )
    parser.add_argument("--name", default="", metavar="姓名", help="第二个口令由谁使用")
    parser.add_argument("--json", action="store_true")


def _run(options: argparse.Namespace) -> int:
    with opened(options, back_up=options.action != "show") as workspace:
        if options.action == "set":
            protection.set_password(workspace, _new_password())
            print("已设置口令。此前的备份没有口令，不再需要时请自行删除。请接着用 code 生成恢复码。")
        elif options.action == "change":
            protection.change_password(workspace, password(), _new_password())
            print("已修改口令。此前的备份仍用原来的口令。")
        elif options.action == "remove":
            protection.remove_password(workspace, password())
            print("已取消口令，拿到文件的人都能打开。")
        elif options.action == "code":
            code = protection.make_code()
            print(f"恢复码：{code}\n请抄写或打印后密封保管，再照着输入一遍：", flush=True)
            protection.keep_code(workspace, password(), code, sys.stdin.readline().strip())
            print("恢复码已启用，原来的恢复码作废。")
        elif options.action == "add":
            protection.add_person(workspace, password(), options.name, _new_password())
            print(f"已添加“{options.name}”的口令。")
        elif options.action == "drop":
            protection.remove_person(workspace, password(), options.name)
            print(f"已取消“{options.name}”的口令。")
        else:
            _show(protection.read_protection(workspace), options.json)
    return DONE


def _show(found: protection.Protection, as_json: bool) -> None:
    if as_json:
        print_json({"password": found.password, "code": found.code, "others": found.others, "earlier": found.earlier})
        return
    print("设有口令。" if found.password else "没有口令，拿到文件的人都能打开。")
    if found.password:
        print("有恢复码。" if found.code else "没有恢复码，忘记口令就无法找回。")
    for name in found.others:
        print(f"另有口令：{name}")


def _new_password() -> str:
    found = os.environ.get(NEW_PASSWORD_VARIABLE, "")
    if not found:
        raise UserError("没有给出新口令。", f"请用环境变量 {NEW_PASSWORD_VARIABLE} 给出。")
    return found


VERBS = (Verb("password", "查看、设置和修改口令、恢复码", _arguments, _run),)
