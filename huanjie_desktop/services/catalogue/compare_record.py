"""A rule of what counts as equal as a plain record that an office changes: its name, the columns, the words."""

from collections.abc import Mapping
from typing import Any

import msgspec

from huanjie_desktop.catalog.compare_rules import compare_rule_problems
from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.own_kinds import COMPARE_RULE
from huanjie_desktop.catalog.specs import CompareRuleSpec
from huanjie_desktop.domain.comparing import NEED_WORDS
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.services.catalogue.entries import change_entry
from huanjie_desktop.services.workspace import Workspace

BLANK = "（空白）"
_SIGN = "＝"


def has_words(spec: CompareRuleSpec) -> bool:
    """Tell whether a rule has words that an office may set."""
    return spec.way in NEED_WORDS


def record_of(spec: CompareRuleSpec, catalog: Catalog) -> dict[str, Any]:
    """Return the record; columns are titles and words groups, a line each (县委＝中共青禾县委员会)."""
    titles = [catalog.columns[name].title for name in _fields(spec, catalog)]
    words = [_SIGN.join(word or BLANK for word in group) for group in spec.words]
    return {"title": spec.title, "used": spec.used, "columns": "\n".join(titles), "words": "\n".join(words)}


def rule_from(spec: CompareRuleSpec, record: Mapping[str, Any], catalog: Catalog) -> CompareRuleSpec:
    """Return the rule as the record has it; UserError where it names an unknown column or does not hold together."""
    titles = {column.title: name for name, column in catalog.columns.items()}
    named = _lines(record["columns"])
    unknown = next((title for title in named if title not in titles), None)
    if unknown is not None:
        raise UserError(f"没有“{unknown}”这一栏。", "每行写一个名册栏目的名称。")
    fields = tuple(titles[title] for title in named)
    kept = fields == _fields(spec, catalog)
    changed: CompareRuleSpec = msgspec.structs.replace(
        spec,
        title=str(record["title"] or "").strip(),
        used=bool(record["used"]),
        kinds=spec.kinds if kept else (),
        fields=spec.fields if kept else fields,
        words=_words(record["words"]) if has_words(spec) else spec.words,
    )
    problem = next(iter(compare_rule_problems(changed, catalog)), "")
    if problem:
        raise UserError(f"{problem}。")
    return changed


def set_rule_used(workspace: Workspace, rule_id: str, used: bool) -> ChangeSet:
    """Have a rule of what counts as equal hold, or not."""
    spec: CompareRuleSpec = workspace.catalog.compare_rules[rule_id]
    _entry, change = change_entry(workspace, COMPARE_RULE, rule_id, msgspec.structs.replace(spec, used=used))
    return change


def _fields(spec: CompareRuleSpec, catalog: Catalog) -> tuple[str, ...]:
    return tuple(name for name, column in catalog.columns.items() if name in spec.fields or column.kind in spec.kinds)


def _words(text: str) -> tuple[tuple[str, ...], ...]:
    groups = [line.replace("=", _SIGN).split(_SIGN) for line in _lines(text)]
    return tuple(tuple("" if word.strip() == BLANK else word.strip() for word in group) for group in groups)


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
