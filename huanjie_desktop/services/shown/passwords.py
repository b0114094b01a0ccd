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
CODE = (_OLD, FieldSpec("typed", "照纸上的输入", needed="请照纸上的恢复码输入。"))
NONE = "没有口令，拿到文件的人都能打开。"


def words_of(found: Protection) -> str:
    """Return what opens a workspace, in words."""
    if not found.password:
        return NONE
    if found.earlier:
        return "设有口令（旧版程序设的）。修改一次口令后，可以有恢复码。"
    others = f"另有口令：{'、'.join(found.others)}。" if found.others else ""
    return f"设有口令。{'有恢复码。' if found.code else '没有恢复码，忘记口令就无法找回，请点“恢复码”。'}{others}"
