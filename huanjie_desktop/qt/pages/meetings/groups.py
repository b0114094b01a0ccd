"""The groups of a congress: making, naming, moving and removing them, and the fields of the one that is chosen."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from huanjie_desktop.domain.meeting import ParticipantGroup
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.dialogs import NameDialog
from huanjie_desktop.qt.widgets.parts import across, add_to, menu_button, say_in
from huanjie_desktop.qt.widgets.record_form import RecordForm
from huanjie_desktop.services.meetings import participants
from huanjie_desktop.services.shown.fields import GROUP
from huanjie_desktop.services.shown.meetings import Shown
from huanjie_desktop.services.workspace import Workspace

Change = Callable[..., None]


class GroupBar(QWidget):
    """分组栏: the fields of a group; `change(words, use_case, ...)` writes a change to the congress shown.

    `button` opens what can be done with the groups, and stands where the page puts it.
    """

    def __init__(self, tasks: Tasks, change: Change) -> None:
        super().__init__()
        self._change = change
        self._shown: Shown | None = None
        self._group: ParticipantGroup | None = None
        self.button = menu_button("", self._fill)
        self.form = RecordForm(GROUP)
        self.form.write_with(tasks, "修改分组", _edit_group)
        across(self.form, on=self, margins=0)
        self.hide()

    def show_group(self, shown: Shown, group: ParticipantGroup | None) -> None:
        """Show a group's fields, nothing where none is chosen."""
        self._shown, self._group = shown, group
        self.button.setText(shown.kind.words.group)
        if group is None:
            self.form.clear()
        else:
            self.form.show_record((shown.congress.id, group.id), vars(group))
        self.setVisible(group is not None)

    def name_group(self, group: ParticipantGroup | None = None) -> None:
        """Ask for a name and make a group, or give one another name."""
        if self._shown is None:
            return
        verb, old = ("改名", group.name) if group else ("新建", "")
        taken = [each.name for each in self._shown.groups]
        dialog = NameDialog(self, f"{verb}{self._shown.kind.words.group}", verb, "名称", old, taken)
        name = ask_dialog(dialog, lambda closed: closed.text)
        if name is not None and group is None:
            self._change("新建分组", participants.add_group, name)
        elif name is not None and group is not None:
            self._change("修改分组", participants.edit_group, group.id, name=name)

    def _fill(self, menu: QMenu) -> None:
        """Put what can be done with the groups into a menu."""
        if self._shown is None:
            return
        words, group = self._shown.kind.words, self._group
        at = self._shown.groups.index(group) if group is not None else -1
        last = len(self._shown.groups) - 1
        say_in(menu, "" if group else f"先在右边的“全部{words.group}”里选一个，再改名、移动、删除")
        add_to(menu, f"新建{words.group}", self.name_group)
        add_to(menu, "改名", partial(self.name_group, group), group is not None)
        for words_, step, can, end in (("上移", -1, at > 0, "最前面"), ("下移", 1, 0 <= at < last, "最后面")):
            shift = partial(self._act, "调整分组次序", participants.shift_group, step)
            add_to(menu, words_, shift, can, f"已经在{end}" if group else "")
        add_to(menu, "按序号排列", partial(self._change, "调整分组次序", participants.number_groups))
        add_to(menu, f"删除{words.group}", partial(self._act, "删除分组", participants.remove_group), group is not None)

    def _act(self, words: str, use_case: Callable[..., ChangeSet], *arguments: Any) -> None:
        if self._group is not None:
            self._change(words, use_case, self._group.id, *arguments)


def _edit_group(workspace: Workspace, key: tuple[str, str], **changes: Any) -> ChangeSet:
    return participants.edit_group(workspace, *key, **changes)
