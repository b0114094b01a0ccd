"""The words and fields of passwords."""

from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.services.safekeeping.protection import Protection

_OLD = FieldSpec("old", "现在的口令", needed="请输入现在的口令。", secret=True)
NEW = (
    FieldSpec("password", "新口令", needed="请输入新口令。", secret=True),
    FieldSpec("repeat", "再输一遍", secret=True),
)
CHANGED = (_OLD, *NEW)
REMOVED = (_OLD,)
_TYPED = FieldSpec("typed", "照纸上的输入", needed="请照纸上的恢复码输入。")
CODE = (_OLD, _TYPED)
CODE_AT_ONCE = (_TYPED,)  # where the password was typed just now
ADDED = (_OLD, FieldSpec("name", "由谁使用", placeholder="姓名", needed="请填写这个口令由谁使用。"), *NEW)
IDLE_CHOICES = (*((minutes, f"{minutes} 分钟") for minutes in (5, 10, 15, 30, 60)), (0, "不自动锁定"))
NONE = "没有口令，拿到文件的人都能打开。"
NO_CODE = "没有恢复码，忘记口令就无法找回，请在“设置”里点“恢复码”。"


def dropped(found: Protection) -> tuple[FieldSpec, ...]:
    """Return the fields for taking another person's password away."""
    return (_OLD, FieldSpec("name", "取消谁的", "choice", choices=[(name, name) for name in found.others]))


def lacking(found: Protection) -> str:
    """Return what is missing of a password, in words, "" for nothing."""
    if not found.password:
        return NONE
    return "" if found.code or found.earlier else NO_CODE


def code_words(code: str, *, instead: bool) -> str:
    """Return what is said with a new recovery code; `instead` that it takes the place of an earlier one."""
    earlier = "，原来的恢复码作废" if instead else ""
    return (
        f"恢复码：{code}\n忘记口令时，只有它能打开文件。请打印或抄在纸上，密封保管，再照着纸上的输入一遍；"
        f"输入正确后才启用{earlier}。"
    )


def words_of(found: Protection) -> str:
    """Return what opens a workspace, in words."""
    if not found.password:
        return NONE
    if found.earlier:
        return "设有口令（旧版程序设的）。修改一次口令后，可以有恢复码。"
    others = f"另有口令：{'、'.join(found.others)}。" if found.others else ""
    return f"设有口令。{'有恢复码。' if found.code else NO_CODE}{others}"
