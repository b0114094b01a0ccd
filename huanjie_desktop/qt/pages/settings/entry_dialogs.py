"""Dialogs of the panel 本单位的目录: a kind of congress, a rule, and what a file of another county brings."""

import msgspec
from PySide6.QtWidgets import QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.own_kinds import RuleChange
from huanjie_desktop.catalog.rules import PARAM_TITLES
from huanjie_desktop.catalog.specs import CompareRuleSpec, CongressKindSpec, PostOrderSpec
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.parts import scrolled
from huanjie_desktop.services.catalogue import compare_record, kind_record
from huanjie_desktop.services.catalogue.exchange import CataloguePreview, Choice, Coming

SEVERITIES = ((Severity.ERROR, "错误"), (Severity.WARNING, "警告"), (Severity.HINT, "提示"))
CHOICES = {Choice.SKIP: "不导入", Choice.REPLACE: "用文件里的替换本机的", Choice.BOTH: "两个都留"}


class KindDialog(FormDialog):
    """会议种类: names, words, offices, order of names and of the packet."""

    def __init__(self, parent: QWidget | None, kind: CongressKindSpec, catalog: Catalog) -> None:
        self._kind, self._catalog = kind, catalog
        texts = [
            FieldSpec(each.path, each.title, section="名称和用语", needed=f"请填写{each.title}。")
            for each in kind_record.texts_of_kind(kind)
        ]
        specs = (
            FieldSpec("title", "种类名称", needed="请填写种类名称。"),
            FieldSpec("days", "会期", "count", suffix="天", least=1, most=30, needed="请填写会期。"),
            FieldSpec("name_order", "名单次序", "choice", choices=kind_record.ORDERS),
            *texts,
            FieldSpec("offices", "会议职务", "long", section="职务和材料", tip="每行一个；只设一人的在后面写“（1人）”"),
            FieldSpec("packet", "汇编的材料", "long", lines=7, tip="每行一种，从上到下就是汇编的次序"),
        )
        super().__init__(parent, f"会议种类：{kind.title}", "保存", specs, kind_record.record_of(kind, catalog))
        area = scrolled(self.record)
        area.setMinimumSize(theme.px(600), theme.px(460))
        self.layout().insertWidget(0, area)  # type: ignore[union-attr]

    @property
    def kind(self) -> CongressKindSpec:
        """The kind as it was typed; UserError where it names what there is not."""
        return kind_record.kind_from(self._kind, self.record.values(), self._catalog, "office")

    def problem(self) -> str:
        """Say what is wrong, "" for nothing."""
        wrong = super().problem()
        if not wrong:
            try:
                _made = self.kind
            except UserError as error:
                wrong = str(error)
        return wrong


class RuleDialog(FormDialog):
    """规则: how grave it is here, and its numbers."""

    def __init__(self, parent: QWidget | None, title: str, change: RuleChange) -> None:
        self._change = change
        numbers = {name: value for name, value in change.params.items() if name in PARAM_TITLES}
        specs = (
            FieldSpec("severity", "轻重", "choice", choices=SEVERITIES),
            *(FieldSpec(name, PARAM_TITLES[name], "count", needed=f"请填写{PARAM_TITLES[name]}。") for name in numbers),
        )
        self._numbers = tuple(numbers)
        super().__init__(parent, f"规则：{title}", "保存", specs, {"severity": change.severity, **numbers})

    @property
    def change(self) -> RuleChange:
        """The rule as it was typed."""
        values = self.record.values()
        params = {**self._change.params, **{name: values[name] for name in self._numbers}}
        return msgspec.structs.replace(self._change, severity=values["severity"], params=params)


class CompareRuleDialog(FormDialog):
    """核对规则: whether it holds, for which columns, and which words are equal."""

    def __init__(self, parent: QWidget | None, spec: CompareRuleSpec, catalog: Catalog) -> None:
        self._spec, self._catalog = spec, catalog
        words = FieldSpec("words", "相同的词", "long", lines=7, tip="每行一组，词之间写“＝”，都当作第一个")
        specs = (
            FieldSpec("title", "名称", needed="请填写名称。"),
            FieldSpec("used", "核对名册时当作相同", "tick"),
            FieldSpec("columns", "用于栏目", "long", tip="每行一个名册栏目", needed="请写明用于哪些栏目。"),
            *((words,) if compare_record.has_words(spec) else ()),
        )
        super().__init__(parent, f"核对规则：{spec.title}", "保存", specs, compare_record.record_of(spec, catalog))

    @property
    def rule(self) -> CompareRuleSpec:
        """The rule as it was typed; UserError where it does not hold together."""
        return compare_record.rule_from(self._spec, {"words": "", **self.record.values()}, self._catalog)

    def problem(self) -> str:
        """Say what is wrong, "" for nothing."""
        wrong = super().problem()
        if not wrong:
            try:
                _made = self.rule
            except UserError as error:
                wrong = str(error)
        return wrong


class PostOrderDialog(FormDialog):
    """职务次序: the ends of posts, one a line, in the order in which people are listed."""

    def __init__(self, parent: QWidget | None, order: PostOrderSpec) -> None:
        self._order = order
        words = "名册按职务排列时用。一行一个，从上到下就是次序，正职写在副职前面；取能对上职务末尾的最长一条。"
        posts = FieldSpec("posts", "次序", "long", lines=16, needed="请填写职务。")
        super().__init__(parent, f"{order.title}", "保存", [posts], {"posts": "\n".join(order.posts)}, words)

    @property
    def order(self) -> PostOrderSpec:
        """The order as it was typed; a post written twice stands where it stood first."""
        lines = (line.strip() for line in str(self.record.value("posts") or "").splitlines())
        return msgspec.structs.replace(self._order, posts=tuple(dict.fromkeys(filter(None, lines))))


class ImportDialog(FormDialog):
    """导入目录: what comes, and what to do where an entry is here already in another form."""

    def __init__(self, parent: QWidget | None, preview: CataloguePreview) -> None:
        self._asked = [at for at, entry in enumerate(preview.entries) if entry.coming is Coming.CONFLICT]
        specs = []
        for at in self._asked:
            entry = preview.entries[at]
            assert entry.kind is not None
            choices = tuple((choice, CHOICES[choice]) for choice in entry.choices)
            specs.append(FieldSpec(str(at), f"{entry.kind.title}《{entry.title}》", "choice", choices=choices))
        values = {str(at): Choice.SKIP for at in self._asked}
        new = "、".join(f"《{entry.title}》" for entry in preview.of(Coming.NEW)) or "没有"
        said = [f"由“{preview.file.county}”导出。新的：{new}。"]
        if preview.of(Coming.SAME):
            said.append(f"本机已有、内容相同的{len(preview.of(Coming.SAME))}条不动。")
        said += [f"《{entry.title}》不能导入：{entry.why}。" for entry in preview.of(Coming.REFUSED)]
        if self._asked:
            said.append("下面的本机已有，内容不同，请选怎么办：")
        super().__init__(parent, f"导入目录：{preview.path.name}", "导入", specs, values, "\n".join(said))

    @property
    def choices(self) -> dict[int, Choice]:
        """What was chosen, by the entry's place in the file."""
        return {at: self.record.value(str(at)) for at in self._asked}
