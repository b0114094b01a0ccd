"""测评对象: the posts of a recommendation, and whom a campaign's sheet names."""

from collections.abc import Mapping, Sequence
from typing import Any

from huanjie_desktop.catalog.forms import BODY, POSTS
from huanjie_desktop.domain.assessment import AppraisedSubject, Post
from huanjie_desktop.domain.names import display_name
from huanjie_desktop.qt.models.rows import CENTRED, NUMBER, CellChange, RowsModel, TableColumn, by_row
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.assessment.campaign_tab import CampaignTab
from huanjie_desktop.qt.pages.assessment.dialogs import PostDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.choice_list import Choice
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog, NameDialog, TickDialog
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.flow import flowing
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import STRETCH, across, allow, button, down, framed, note
from huanjie_desktop.services.assessment import campaign_parts, campaigns
from huanjie_desktop.services.assessment.campaigns import PostDraft, SubjectDraft
from huanjie_desktop.services.shown.assessment import Shown

COUNTED = "已录入了票，票按开始录入时的对象、职位和表样计，不能再改；印错的姓名可更正，须写明原因、有另一人复核。"


class SubjectsPanel(CampaignTab):
    """测评对象."""

    def __init__(self, tasks: Tasks, run: Run) -> None:
        super().__init__(run)
        self._tasks = tasks
        self._adding = False  # those just added are gone to when they are shown
        self.posts = RowsModel(self._post_columns(), self)
        self.subjects = RowsModel(self._subject_columns(), self)
        self.post_table = EditTable(self.posts, "推荐职位", 0)
        self.subject_table = EditTable(self.subjects, "测评对象", 2)
        self.posts.write_with(tasks, self._on_posts)
        self.subjects.write_with(tasks, self._on_subjects)
        self.post_buttons = (button("添加职位", self.add_post, drawing="plus"), button("删除", self.remove_post))
        self.subject_buttons = (
            button("从名册添加", self.add_people, drawing="user-plus"),
            button("添加", self.add_subject, drawing="plus"),
            button("上移", lambda: self.move_subject(-1)),
            button("下移", lambda: self.move_subject(1)),
            button("移出", self.remove_subjects),
        )
        self.frozen_words = note(COUNTED)
        tools = flowing(*self.subject_buttons)
        self._posts_frame = framed("推荐职位", self.post_table, across(*self.post_buttons, STRETCH))
        subjects = framed("测评对象", self.frozen_words, (self.subject_table, 1), tools)
        down((self._posts_frame, 1), (subjects, 2), on=self, margins=0, spacing=12)

    def show_campaign(self, shown: Shown) -> None:
        """Show a campaign's posts and subjects; once sheets came in they stay as they are."""
        self._shown = shown
        setup, of_posts = shown.tallying.setup, shown.tallying.form.kind == POSTS
        self._posts_frame.setVisible(of_posts)
        self.subject_table.setColumnHidden(3, not of_posts)
        self.posts.let_grow("title", grows=not shown.counted)
        self.subjects.let_grow("name", grows=not shown.counted and (bool(setup.posts) or not of_posts))
        self.posts.set_rows(setup.posts)
        known = {each.id for each in self.subjects.rows}
        self.subjects.set_rows(setup.subjects)
        new = next((at for at, each in enumerate(setup.subjects) if each.id not in known), -1)
        if self._adding and new >= 0:
            self._adding = False
            self.subject_table.go_to(self.subjects.index(new, 1))
        self.subject_table.setColumnWidth(1, theme.px(200 if shown.tallying.form.kind == BODY else 110))
        self.frozen_words.setVisible(shown.counted)
        for each in (*self.subject_buttons, *self.post_buttons):
            allow(each, not shown.counted, "已经录入了票，对象和职位不能再改。")

    def _post_columns(self) -> Sequence[TableColumn]:
        def locked(_post: Post) -> str:
            return COUNTED if self._shown is not None and self._shown.counted else ""

        return (
            TableColumn("推荐职位", lambda each: each.title, "title", width=200),
            TableColumn("应推荐", lambda each: str(each.seats), "seats", NUMBER, 70, locked=locked),
            TableColumn("另推荐空行", lambda each: str(each.write_ins), "write_ins", NUMBER, 90, locked=locked),
        )

    def _subject_columns(self) -> Sequence[TableColumn]:
        return (
            TableColumn("序号", self._serial, kind=CENTRED, width=56),
            TableColumn("姓名（名称）", lambda each: display_name(each.name), "name", width=110),
            TableColumn("职务", lambda each: each.about, "about", width=200),
            TableColumn("推荐职位", self._post_title, width=140, why="由所列的职位决定"),
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

    def _on_posts(self, changes: list[CellChange], added: Sequence[Mapping[str, Any]]) -> None:
        drafts = [
            PostDraft(row.get("title", ""), row.get("seats") or 1, write_ins=row.get("write_ins")) for row in added
        ]
        self.change("修改推荐职位", campaign_parts.edit_posts, by_row(changes, {"write_ins", "seats"}), drafts)

    def _on_subjects(self, changes: list[CellChange], added: Sequence[Mapping[str, Any]]) -> None:
        drafts = [SubjectDraft(row.get("name", ""), row.get("about", "")) for row in added]
        self.change("修改测评对象", campaign_parts.edit_subjects, by_row(changes), drafts, self._chosen_post())

    def add_post(self) -> None:
        """Ask for a post and add it."""
        answer = ask_dialog(PostDialog(self.window()), lambda closed: closed.record.values())
        if answer is not None:
            self.change("添加推荐职位", campaign_parts.add_post, **answer)

    def remove_post(self) -> None:
        """Remove the chosen post with its names."""
        rows = self.post_table.chosen_rows()
        if rows:
            self.change("删除推荐职位", campaign_parts.remove_post, self.posts.row_at(rows[0]).id)

    def add_people(self) -> None:
        """Ask for a roster, then for its people, and add them."""
        shown = self._shown
        if shown is None or not self._post_is_chosen() or not shown.rosters:
            return
        dialog = ChoiceDialog(self.window(), "从名册添加", "下一步", "名册", shown.rosters)
        roster = ask_dialog(dialog, lambda closed: closed.chosen)
        if roster is not None:
            self._tasks.ask("读取名册", campaigns.people_of_roster, roster).then(self._choose_people)

    def _choose_people(self, people: list[SubjectDraft]) -> None:
        rows = [Choice(str(at), f"{each.name}　{each.about}", ticked=False) for at, each in enumerate(people)]
        dialog = TickDialog(self.window(), "从名册添加", "添加", rows, needed="请勾选人员。")
        chosen = ask_dialog(dialog, lambda closed: closed.ticked)
        if chosen is not None:
            self._add([people[int(at)] for at in chosen])

    def add_subject(self) -> None:
        """Ask for a name and add it."""
        body = self._shown is not None and self._shown.tallying.form.kind == BODY
        if not self._post_is_chosen():
            return
        dialog = NameDialog(self.window(), "添加测评对象", "添加", "班子名称" if body else "姓名")
        name = ask_dialog(dialog, lambda closed: closed.text)
        if name is not None:
            self._add([SubjectDraft(name)])

    def move_subject(self, by: int) -> None:
        """Move the current subject up or down."""
        row = self.subject_table.currentIndex().row()
        if self.subjects.id_at(row):
            self.change("调整测评对象次序", campaign_parts.move_subject, self.subjects.id_at(row), by)
            target = max(0, min(self.subjects.count - 1, row + by))
            self.subject_table.setCurrentIndex(self.subjects.index(target, 1))

    def remove_subjects(self) -> None:
        """Take the chosen subjects off the sheet."""
        rows = self.subject_table.chosen_rows()
        if rows:
            self.change("移出测评对象", campaign_parts.remove_subjects, [self.subjects.id_at(row) for row in rows])

    def _add(self, drafts: Sequence[SubjectDraft]) -> None:
        self._adding = True
        self.change("添加测评对象", campaign_parts.add_subjects, drafts, self._chosen_post())

    def _chosen_post(self) -> str | None:
        return self.posts.id_at(self.post_table.currentIndex().row()) or self.posts.id_at(0) or None

    def _post_is_chosen(self) -> bool:
        """Tell whether names have a post to stand under; ask for one where there is none."""
        if self._shown is not None and self._shown.tallying.form.kind == POSTS and not self.posts.count:
            self.add_post()
            return False
        return True
