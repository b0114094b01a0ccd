"""家庭主要成员及重要社会关系: the order of the form, who has died, and what is said of them in a line."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from huanjie_desktop.domain.approval import Relative
from huanjie_desktop.domain.dates import age_at

_DIED = re.compile(r"已去世|已故|已逝|已病故|已亡")
_ORDER = (
    ("丈夫", "妻子", "配偶", "爱人", "夫", "妻"),
    (
        "儿子",
        "女儿",
        "长子",
        "长女",
        "次子",
        "次女",
        "三子",
        "三女",
        "独子",
        "独女",
        "养子",
        "养女",
        "继子",
        "继女",
        "子",
        "女",
    ),
    ("父亲", "父"),
    ("母亲", "母"),
    ("继父", "养父"),
    ("继母", "养母"),
)
_CHILDREN = 1


def has_died(relative: Relative) -> bool:
    """Tell whether the words on somebody's post say that he is dead."""
    return bool(_DIED.search(relative.post))


def printed_age(relative: Relative, base: date) -> str:
    """Return the age as the form has it, "" of the dead and of whom no birth is known."""
    if relative.birth is None or has_died(relative):
        return ""
    return str(age_at(relative.birth, base))


def in_form_order(family: Sequence[Relative]) -> list[Relative]:
    """Return relatives as the form wants them: spouse, children with the older first, father, mother, then the others as they stood."""

    def key(each: Relative) -> tuple[int, int]:
        rank = next((at for at, words in enumerate(_ORDER) if each.relation in words), len(_ORDER))
        born = each.birth.year * 12 + (each.birth.month or 0) if rank == _CHILDREN and each.birth else 0
        return rank, born

    return sorted(family, key=key)


def in_words(family: Iterable[Relative]) -> str:
    """Return relatives in a line: 妻子示例乙、长女示例丙."""
    return "、".join(f"{each.relation}{each.name}" for each in family)
