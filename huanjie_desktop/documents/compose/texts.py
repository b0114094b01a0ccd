"""The texts of catalogue entries: which there are, what they may name, and the same entry with others in their place."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from huanjie_desktop.catalog.forms import HEADING_FIELDS, FormSpec
from huanjie_desktop.catalog.kind_texts import KIND_FIELDS
from huanjie_desktop.catalog.specs import CongressKindSpec, DocumentSpec
from huanjie_desktop.documents.compose.fields import REGISTERS
from huanjie_desktop.documents.compose.functions import MAKERS
from huanjie_desktop.documents.compose.params import Leaf, Param, leaves, rebuilt, text
from huanjie_desktop.documents.material import Material
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.templates import FieldRegister

Spec = DocumentSpec | CongressKindSpec | FormSpec
S = TypeVar("S", DocumentSpec, CongressKindSpec, FormSpec)
_PARAMS = "params."
_HEADING = text("heading", "表头")
_TITLES = ("title_pattern", "short_pattern", "cover_lines[]")
_KIND_NAMES = {"host": ("unit",), "superior": ("county", "superior"), "elections[].title": ("unit",)}
_KIND_TEXTS = {
    param.path: param
    for param in (
        text("title_pattern", "会议全称"),
        text("short_pattern", "会议简称"),
        text("cover_lines[]", "封面上的会议名称"),
        text("host", "会议的召开者"),
        text("superior", "报送的上级单位"),
        text("elections[].title", "选举事项"),
        text("words.member", "参会人员的称呼"),
        text("words.group", "分组的称呼"),
        text("words.own_group", "本组的称呼"),
        text("words.ungrouped", "未编组人员的称呼"),
        text("words.group_role", "组内职务的称呼"),
        text("words.order_note", "姓名排序说明"),
        text("words.member_list", "名单的标题"),
        text("words.group_list", "分组名单的标题"),
        text("words.congress", "会议的自称"),
        text("words.office", "会议职务的称呼"),
        text("words.measure", "量词"),
    )
}


@dataclass(frozen=True)
class EntryText:
    """文字: a text of an entry; `path` is its key in the file, `title` what the office calls it, `fields` what it may name."""

    path: str
    title: str
    text: str
    fields: FieldRegister[Any]


def texts_of(spec: Spec) -> list[EntryText]:
    """Return the texts of a paper, a congress kind or a form in the order of its file."""
    if isinstance(spec, FormSpec):
        return list(_texts(msgspec.to_builtins(spec), "", {"heading": _HEADING}, lambda _path: HEADING_FIELDS))
    if isinstance(spec, CongressKindSpec):
        numbers = [number.field for number in spec.numbers]
        return list(_texts(msgspec.to_builtins(spec), "", _KIND_TEXTS, lambda path: _kind_fields(path, numbers)))
    register = REGISTERS[spec.of]
    return list(_texts(spec.params, _PARAMS, MAKERS[spec.compose].texts, lambda _path: register))


def with_texts(spec: S, changes: Mapping[str, str]) -> S:
    """Return an entry with other texts, by their paths; UserError names the text that is not there or not known in it."""
    known = {each.path: each for each in texts_of(spec)}
    for path, words in changes.items():
        each = known.get(path)
        if each is None:
            raise UserError(f"“{spec.title}”没有“{path}”这一处文字。", "请重新打开后再改。")
        problems = each.fields.problems(words)
        if problems:
            fields = "、".join(f"{{{field.title}}}" for field in each.fields.fields)
            raise UserError(f"“{spec.title}”的“{each.title}”没有改：{problems[0]}。", f"可以写：{fields}。")
    built = rebuilt(msgspec.to_builtins(spec), lambda leaf: changes.get(leaf.place, leaf.value))
    return msgspec.convert(built, type(spec))


def filled_params(spec: DocumentSpec, material: Material) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """Return a paper's params with all texts filled, and the titles of the fields without a value."""
    texts, register = MAKERS[spec.compose].texts, REGISTERS[spec.of]
    empty: list[str] = []

    def fill(leaf: Leaf) -> Any:
        param = texts.get(leaf.path)
        if param is None or not isinstance(leaf.value, str):
            return leaf.value
        filled = register.fill(leaf.value, material)
        if param.used is None or param.used(material, leaf.table):
            empty.extend(filled.empty)
        return filled.text

    params = rebuilt(spec.params, fill)
    return params, tuple(dict.fromkeys(empty))


def _texts(
    entry: Mapping[str, Any], prefix: str, texts: Mapping[str, Param], fields: Callable[[str], FieldRegister[Any]]
) -> Iterator[EntryText]:
    for leaf in leaves(entry):
        param = texts.get(leaf.path)
        if param is None or (param.ignored is not None and param.ignored(leaf.table)):
            continue
        numbers = [str(int(step) + 1) for step in leaf.place.split(".") if step.isdigit()]
        title = f"{param.title}（{'.'.join(numbers)}）" if numbers else param.title
        yield EntryText(prefix + leaf.place, title, str(leaf.value), fields(leaf.path))


def _kind_fields(path: str, numbers: Sequence[str]) -> FieldRegister[Any]:
    """Return what a text of a kind may name: titles the unit and the kind's numbers, words nothing."""
    if path in _TITLES:
        return KIND_FIELDS.only("unit", *numbers)
    return KIND_FIELDS.only(*_KIND_NAMES.get(path, ()))
