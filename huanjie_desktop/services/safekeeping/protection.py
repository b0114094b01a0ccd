"""口令: who can open a workspace, set, changed and taken away; the recovery code is tried once before it is believed."""

from dataclasses import dataclass

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import keys
from huanjie_desktop.store.unlocking import protected_by

LEAST_PASSWORD = 8
_WRONG = UserError("口令不对，没有改动。", "请核对口令（大小写、输入法）后再试。")


@dataclass(frozen=True)
class Protection:
    """What opens a workspace: whether it has a password, a recovery code, and the names of others with one of their own.

    `earlier` is a password as earlier programs set it: it holds, and gets slots when it is changed.
    """

    password: bool
    code: bool = False
    others: tuple[str, ...] = ()
    earlier: bool = False


def read_protection(workspace: Workspace) -> Protection:
    """Return what opens the workspace."""
    slots = workspace.store.slots
    if slots is None:
        return Protection(workspace.store.key is not None, earlier=workspace.store.key is not None)
    kinds = {slot.kind for slot in slots.slots}
    others = tuple(slot.name for slot in slots.slots if slot.kind == keys.OTHER)
    return Protection(password=True, code=keys.CODE in kinds, others=others)


def password_problem(password: str, repeated: str | None = None) -> str:
    """Return why a new password cannot be taken, "" where it can."""
    if len(password.strip()) < LEAST_PASSWORD:
        return f"口令至少 {LEAST_PASSWORD} 个字符。"
    if keys.read_code(password):
        return "恢复码不能用作口令。"
    return "两次输入的口令不一样。" if repeated is not None and repeated != password else ""


def opens(workspace: Workspace, secret: str) -> bool:
    """Tell whether a password or the recovery code opens the workspace."""
    slots = workspace.store.slots
    return slots.open(secret) is not None if slots else secret == (workspace.store.key or "")


def set_password(workspace: Workspace, password: str) -> None:
    """Give a plain workspace a password; the file is written anew, earlier backups stay without one."""
    if workspace.store.key is not None:
        raise UserError("这个工作文件已有口令。", "如要更换，请用“修改口令”。")
    _refuse_bad(password)
    _take(workspace, password)
    _note(workspace, "设置口令")


def change_password(workspace: Workspace, secret: str, password: str) -> None:
    """Change the password of whoever gives theirs, or the office's with the recovery code; the file is not written anew.

    A file of earlier programs is, once, and then has slots.
    """
    _refuse_bad(password)
    store = workspace.store
    if store.slots is None:
        if store.key is None or secret != store.key:
            raise _WRONG
        _take(workspace, password)
    else:
        key, slot = _opened(workspace, secret)
        if slot.kind == keys.CODE:
            slot = next(each for each in store.slots.slots if each.kind == keys.PASSWORD)
        _refuse_known(store.slots.without(slot), password)
        store.set_slots(store.slots.without(slot).with_slot(slot.kind, slot.name, password, key))
        store.secrets.append(password)
    _note(workspace, "修改口令")


def remove_password(workspace: Workspace, password: str) -> None:
    """Take the password away: the file is written anew, open to everybody who has it. The recovery code does not do it."""
    store = workspace.store
    if store.slots is None:
        if store.key is None:
            raise UserError("这个工作文件没有口令。", "不用取消。")
        if password != store.key:
            raise _WRONG
    elif _opened(workspace, password)[1].kind == keys.CODE:
        raise UserError("恢复码不能用来取消口令。", "请输入口令；忘记时，先用恢复码改一个新口令。")
    store.encrypt(None, None)
    _note(workspace, "取消口令")


def make_code() -> str:
    """Return a new recovery code to be printed; it opens nothing until `keep_code`."""
    return keys.new_code()


def code_problem(code: str, typed: str) -> str:
    """Return why what was typed in from the paper is not the code, "" where it is."""
    same = bool(keys.read_code(typed)) and keys.read_code(typed) == keys.read_code(code)
    return "" if same else "输入的恢复码与纸上的不一样，请照纸上的重新输入。"


def keep_code(workspace: Workspace, secret: str, code: str, typed: str) -> None:
    """Have a recovery code open the workspace, in the place of the one before, once it was typed in from the paper."""
    slots = _slots(workspace)
    if code_problem(code, typed):
        raise UserError("输入的恢复码与刚才的不一样，没有启用。", "请照打印出来的那张重新输入。")
    key, _slot = _opened(workspace, secret)
    for old in slots.slots:
        if old.kind == keys.CODE:
            slots = slots.without(old)
    slots = slots.with_slot(keys.CODE, "", typed, key)
    workspace.store.set_slots(slots)
    _note(workspace, "启用恢复码")


def add_person(workspace: Workspace, secret: str, name: str, password: str) -> None:
    """Give a second person a password of their own."""
    slots, name = _slots(workspace), name.strip()
    _refuse_bad(password)
    if not name:
        raise UserError("没有填写姓名。", "请填写这个口令由谁使用。")
    if any(slot.name == name for slot in slots.slots):
        raise UserError(f"“{name}”已有口令。", "请先取消原来的，或由本人修改。")
    if len(slots.slots) >= keys.MOST_SLOTS - 1:  # one is left for the recovery code
        raise UserError("口令已满，不能再添加。", "请先取消不用的口令。")
    key, _slot = _opened(workspace, secret)
    _refuse_known(slots, password)
    workspace.store.set_slots(slots.with_slot(keys.OTHER, name, password, key))
    _note(workspace, f"添加“{name}”的口令")


def remove_person(workspace: Workspace, password: str, name: str) -> None:
    """Take a second person's password away."""
    slots = _slots(workspace)
    _key, own = _opened(workspace, password)
    found = [slot for slot in slots.slots if slot.kind == keys.OTHER and slot.name == name]
    if not found:
        raise UserError(f"没有“{name}”的口令。", "请核对姓名。")
    if own.kind == keys.CODE:
        raise UserError("恢复码不能用来取消口令。", "请输入口令。")
    workspace.store.set_slots(slots.without(found[0]))
    _note(workspace, f"取消“{name}”的口令")


def _take(workspace: Workspace, password: str) -> None:
    """Write the file anew under a new key that a password opens."""
    key, slots = protected_by(password)
    workspace.store.encrypt(key, slots)
    workspace.store.secrets.append(password)


def _slots(workspace: Workspace) -> keys.KeyRecord:
    slots = workspace.store.slots
    if slots is None and workspace.store.key is not None:
        raise UserError("这个口令是旧版程序设的，还不能有恢复码和第二个口令。", "请先修改一次口令。")
    if slots is None:
        raise UserError("这个工作文件没有口令。", "请先设置口令。")
    return slots


def _opened(workspace: Workspace, secret: str) -> tuple[str, keys.Slot]:
    found = _slots(workspace).open(secret)
    if found is None:
        raise _WRONG
    return found


def _refuse_bad(password: str) -> None:
    problem = password_problem(password)
    if problem:
        raise UserError(problem, "请换一个口令。")


def _refuse_known(slots: keys.KeyRecord, password: str) -> None:
    if slots.open(password) is not None:
        raise UserError("这个口令已有别人在用。", "请换一个口令。")


def _note(workspace: Workspace, label: str) -> None:
    with workspace.change(label, Right.SAFEKEEPING) as work:
        work.note()
