"""测评安排: the campaign's own fields, its categories of voters, and whom it assesses."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from huanjie_desktop.catalog.forms import BODY, POSTS
from huanjie_desktop.domain.assessment import AppraisedSubject
from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.qt.models.rows import CENTRED, NUMBER, CellChange, RowsModel, TableColumn
from huanjie_desktop.qt.pages.assessment.dialogs import PeopleDialog, PostDialog
from huanjie_desktop.qt.pages.assessment.reading import Run, Shown
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.day_edit import DayEdit
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog, NameDialog
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.parts import button, label, panel
from huanjie_desktop.services import campaign_parts, campaigns
from huanjie_desktop.services.campaigns import CategoryDraft, SubjectDraft
from huanjie_desktop.services.workspace import Workspace

CATEGORY_COLUMNS = (
    TableColumn("票类", lambda each: each.code, "code", CENTRED, 56),
    TableColumn("说明", lambda each: each.title, "title", width=130),
    TableColumn("应到", lambda each: str(each.entitled), "entitled", NUMBER, 64),
    TableColumn("印制", lambda each: str(each.printed), "printed", NUMBER, 64),
    TableColumn("发出", lambda each: "" if each.issued is None else str(each.issued), "issued", NUMBER, 64),
)
POST_COLUMNS = (
    TableColumn("推荐职位", lambda each: each.title, "title", width=200),
    TableColumn("应推荐", lambda each: str(each.seats), "seats", NUMBER, 70),
    TableColumn("另推荐空行", lambda each: str(each.write_ins), "write_ins", NUMBER, 90),
)


class SetupTab(QWidget):
    """测评安排: `run(label, work)` writes one change in the worker."""

    def __init__(self, tasks: Tasks, run: Run) -> None:
        super().__init__()
        self._tasks, self._run = tasks, run
        self._shown: Shown | None = None
        self.categories = RowsModel(CATEGORY_COLUMNS, self)
        self.categories.warned = lambda each, column: column.field == "issued" and (each.issued or 0) > each.printed > 0
        self.posts = RowsModel(POST_COLUMNS, self)
        self.subjects = RowsModel(self._subject_columns(), self)
        self.category_table = EditTable(self.categories, "票类", 1)
        self.post_table = EditTable(self.posts, "推荐职位", 0)
        self.subject_table = EditTable(self.subjects, "测评对象", 2)
        self.categories.changes_asked.connect(self._on_categories)
        self.posts.changes_asked.connect(self._on_posts)
        self.subjects.changes_asked.connect(self._on_subjects)
        self._lay_out()

    def show_campaign(self, shown: Shown) -> None:
        """Show a campaign's fields and tables; what sheets came in for is read-only."""
        self._shown = shown
        setup, campaign = shown.tallying.setup, shown.campaign
        for edit, text in (
            (self.title_edit, campaign.title),
            (self.unit_edit, campaign.unit),
            (self.scope_edit, campaign.scope),
        ):
            if not edit.hasFocus() or edit.text() != text:
                edit.setText(text)
                edit.setCursorPosition(0)
        if campaign.day is not None:
            self.day_edit.set_day(campaign.day)
        self.issued_box.blockSignals(True)
        self.issued_box.setValue(campaign.issued)
        self.issued_box.blockSignals(False)
        self.form_words.setText(f"{setup.version.name}　第 {setup.version.number} 版")
        self.newer_button.setVisible(shown.newer_form and not shown.counted)
        self.categories.set_rows(setup.categories)
        self._posts_frame.setVisible(shown.tallying.form.kind == POSTS)
        self.subject_table.setColumnHidden(3, shown.tallying.form.kind != POSTS)
        self.posts.set_rows(setup.posts)
        self.subjects.set_rows(setup.subjects)
        self.frozen_words.setVisible(shown.counted)
        for each in self._changing:
            each.setEnabled(not shown.counted)
        self.balance.setText(_balance(shown))

    def _lay_out(self) -> None:
        left, inside = panel("测评")
        inside.addLayout(self._make_form())
        inside.addWidget(label("票类和张数", "heading"))
        inside.addWidget(self.category_table, 1)
        tools = QHBoxLayout()
        self._category_buttons = (
            button("添加票类", self.add_category, drawing="plus"),
            button("删除", self.remove_category),
        )
        for each in self._category_buttons:
            tools.addWidget(each)
        tools.addStretch(1)
        inside.addLayout(tools)
        self.balance = label("", "secondary", wrap=True)
        inside.addWidget(self.balance)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._posts_frame, posts = panel("推荐职位")
        posts.addWidget(self.post_table)
        post_tools = QHBoxLayout()
        self._post_buttons = (button("添加职位", self.add_post, drawing="plus"), button("删除", self.remove_post))
        for each in self._post_buttons:
            post_tools.addWidget(each)
        post_tools.addStretch(1)
        posts.addLayout(post_tools)
        column.addWidget(self._posts_frame, 1)
        column.addWidget(self._make_subjects(), 2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(16)
        layout.addWidget(left, 4)
        layout.addWidget(right, 5)
        self._changing = (*self._subject_buttons, *self._post_buttons, self._category_buttons[1])

    def _make_form(self) -> QFormLayout:
        self.title_edit, self.unit_edit, self.scope_edit = QLineEdit(), QLineEdit(), QLineEdit()
        self.day_edit = DayEdit()
        self.issued_box = QSpinBox()
        self.issued_box.setRange(0, campaigns.MOST_SHEETS)
        self.issued_box.setSuffix(" 张")
        self.form_words = label("", wrap=True)
        self.newer_button = button("改用最新版表样", self.use_newest, look="link")
        form_row = QHBoxLayout()
        form_row.addWidget(self.form_words, 1)
        form_row.addWidget(self.newer_button)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for words, field, edit in (
            ("测评名称", "title", self.title_edit),
            ("被测评单位", "unit", self.unit_edit),
            ("参加范围", "scope", self.scope_edit),
        ):
            edit.setAccessibleName(words)
            edit.editingFinished.connect(lambda field=field, edit=edit: self._write(field, edit.text().strip()))
        self.day_edit.editingFinished.connect(lambda: self._write("day", self.day_edit.day_chosen()))
        self.issued_box.editingFinished.connect(lambda: self._write("issued", self.issued_box.value()))
        form.addRow("测评名称", self.title_edit)
        form.addRow("被测评单位", self.unit_edit)
        form.addRow("日期", self.day_edit)
        form.addRow("参加范围", self.scope_edit)
        form.addRow("表样", form_row)
        form.addRow("发出合计", self.issued_box)
        return form

    def _make_subjects(self) -> QWidget:
        frame, inside = panel("测评对象")
        self.frozen_words = label(
            "已录入了票，对象和职位不能再改；如要更改，请先在“录入”中清空。", "secondary", wrap=True
        )
        inside.addWidget(self.frozen_words)
        inside.addWidget(self.subject_table, 1)
        tools = QHBoxLayout()
        self._subject_buttons = (
            button("从名册添加", self.add_people, drawing="user-plus"),
            button("添加", self.add_subject, drawing="plus"),
            button("上移", lambda: self.move_subject(-1)),
            button("下移", lambda: self.move_subject(1)),
            button("移出", self.remove_subjects),
        )
        for each in self._subject_buttons:
            tools.addWidget(each)
        tools.addStretch(1)
        inside.addLayout(tools)
        return frame

    def _subject_columns(self) -> Sequence[TableColumn]:
        return (
            TableColumn("序号", self._serial, kind=CENTRED, width=56),
            TableColumn("姓名（名称）", lambda each: display_name(each.name), "name", width=110),
            TableColumn("职务", lambda each: each.about, "about", width=200),
            TableColumn("推荐职位", self._post_title, width=140),
        )

    def _serial(self, subject: AppraisedSubject) -> str:
        peers = [each for each in self._setup_subjects() if each.post_id == subject.post_id]
        return str(peers.index(subject) + 1) if subject in peers else ""

    def _post_title(self, subject: AppraisedSubject) -> str:
        posts = self._shown.tallying.setup.posts if self._shown else ()
        return next((post.title for post in posts if post.id == subject.post_id), "")

    def _setup_subjects(self) -> Sequence[AppraisedSubject]:
        return self._shown.tallying.setup.subjects if self._shown else ()

    # changes

    def _write(self, field: str, value: Any) -> None:
        shown = self._shown
        if shown is not None and getattr(shown.campaign, field) != value:
            id_ = shown.campaign.id
            self._run("修改测评安排", lambda workspace: campaigns.edit_campaign(workspace, id_, **{field: value}))

    def use_newest(self) -> None:
        """Use the newest version of the form."""
        if self._shown is not None:
            id_, form_id = self._shown.campaign.id, self._shown.tallying.form.id
            self._run("更换表样", lambda workspace: campaigns.use_form(workspace, id_, form_id))

    def _on_categories(self, changes: list[CellChange]) -> None:
        self._edit_each(changes, campaign_parts.edit_category, "修改票类", {"entitled", "printed"})

    def _on_posts(self, changes: list[CellChange]) -> None:
        self._edit_each(changes, campaign_parts.edit_post, "修改推荐职位", {"write_ins", "seats"})

    def _on_subjects(self, changes: list[CellChange]) -> None:
        self._edit_each(changes, campaign_parts.edit_subject, "修改测评对象", set())

    def _edit_each(
        self, changes: list[CellChange], edit: Callable[..., ChangeSet], words: str, numbers: set[str]
    ) -> None:
        """Write each row's changes as one undo step a row; a number that was emptied is 0."""
        if self._shown is None:
            return
        id_ = self._shown.campaign.id
        by_row: dict[str, dict[str, Any]] = {}
        for change in changes:
            value = 0 if change.value is None and change.field in numbers else change.value
            by_row.setdefault(change.row_id, {})[change.field] = value
        for row_id, values in by_row.items():
            self._run(words, partial(_edit_row, edit, id_, row_id, values))

    def add_category(self) -> None:
        """Ask for a category's mark and add it."""
        if self._shown is None:
            return
        id_ = self._shown.campaign.id
        taken = [each.code for each in self._shown.tallying.setup.categories]
        free = next(letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ甲" if letter not in taken)
        dialog = NameDialog(self.window(), "添加票类", "添加", "票类标记", free, taken)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            known = bool(taken) and all(each.issued is not None for each in self._shown.tallying.setup.categories)
            draft = CategoryDraft(dialog.text, issued=0 if known else None)
            self._run("添加票类", lambda workspace: campaign_parts.add_category(workspace, id_, draft))

    def remove_category(self) -> None:
        """Remove the chosen category."""
        for row in self.category_table.chosen_rows()[:1]:
            self._on_row(self.categories, row, campaign_parts.remove_category, "删除票类")

    def add_post(self) -> None:
        """Ask for a post and add it."""
        dialog = PostDialog(self.window())
        if self._shown is not None and dialog.exec() == QDialog.DialogCode.Accepted:
            id_, title, seats = self._shown.campaign.id, dialog.title_edit.text(), dialog.seats_box.value()
            self._run("添加推荐职位", lambda workspace: campaign_parts.add_post(workspace, id_, title, seats))

    def remove_post(self) -> None:
        """Remove the chosen post with its names."""
        for row in self.post_table.chosen_rows()[:1]:
            self._on_row(self.posts, row, campaign_parts.remove_post, "删除推荐职位")

    def add_people(self) -> None:
        """Ask for a roster, then for its people, and add them."""
        shown = self._shown
        if shown is None or not self._post_is_chosen():
            return
        dialog = ChoiceDialog(self.window(), "从名册添加", "下一步", "名册", shown.rosters)
        if shown.rosters and dialog.exec() == QDialog.DialogCode.Accepted:
            roster = dialog.chosen
            self._tasks.run(
                "读取名册",
                lambda workspace, _p: campaigns.people_of_roster(workspace, roster),
                self._choose_people,
                owner=self,
            )

    def _choose_people(self, people: list[SubjectDraft]) -> None:
        dialog = PeopleDialog(self.window(), "从名册添加", people)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._add(dialog.chosen)

    def add_subject(self) -> None:
        """Ask for a name and add it."""
        body = self._shown is not None and self._shown.tallying.form.kind == BODY
        if not self._post_is_chosen():
            return
        dialog = NameDialog(self.window(), "添加测评对象", "添加", "班子名称" if body else "姓名")
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._add([SubjectDraft(dialog.text)])

    def move_subject(self, by: int) -> None:
        """Move the current subject up or down."""
        row = self.subject_table.currentIndex().row()
        if self._shown is None or row < 0:
            return
        id_, subject_id = self._shown.campaign.id, self.subjects.row_at(row).id
        target = self.subjects.index(max(0, min(self.subjects.rowCount() - 1, row + by)), 1)

        def work(workspace: Workspace) -> ChangeSet:
            return campaign_parts.move_subject(workspace, id_, subject_id, by)

        self._run("调整测评对象次序", work)
        self.subject_table.setCurrentIndex(target)

    def remove_subjects(self) -> None:
        """Take the chosen subjects off the sheet."""
        rows = self.subject_table.chosen_rows()
        if self._shown is not None and rows:
            id_, ids = self._shown.campaign.id, [self.subjects.row_at(row).id for row in rows]
            self._run("移出测评对象", lambda workspace: campaign_parts.remove_subjects(workspace, id_, ids))

    def _add(self, drafts: Sequence[SubjectDraft]) -> None:
        if self._shown is None:
            return
        id_, post_id = self._shown.campaign.id, self._chosen_post()
        self._run("添加测评对象", lambda workspace: campaign_parts.add_subjects(workspace, id_, drafts, post_id))

    def _chosen_post(self) -> str | None:
        if not self.posts.rowCount():
            return None
        return str(self.posts.row_at(max(self.post_table.currentIndex().row(), 0)).id)

    def _post_is_chosen(self) -> bool:
        """Tell whether names have a post to stand under; ask for one where there is none."""
        if self._shown is not None and self._shown.tallying.form.kind == POSTS and not self.posts.rowCount():
            self.add_post()
            return False
        return True

    def _on_row(self, model: RowsModel, row: int, act: Callable[[Workspace, str, str], ChangeSet], words: str) -> None:
        if self._shown is not None:
            id_, row_id = self._shown.campaign.id, model.row_at(row).id
            self._run(words, lambda workspace: act(workspace, id_, row_id))


def _edit_row(
    edit: Callable[..., ChangeSet], campaign_id: str, row_id: str, values: dict[str, Any], workspace: Workspace
) -> ChangeSet:
    return edit(workspace, campaign_id, row_id, **values)


def _balance(shown: Shown) -> str:
    """Return what stands out in the numbers of sheets."""
    categories = shown.tallying.setup.categories
    entitled, printed = sum(each.entitled for each in categories), sum(each.printed for each in categories)
    issued = shown.campaign.issued
    words = [f"应到 {entitled} 人，印制 {printed} 张，发出 {issued} 张。"]
    if entitled and issued > entitled:
        words.append("发出的多于应到人数，请核对。")
    if printed and issued > printed:
        words.append("发出的多于印制的，请核对。")
    return "".join(words)
