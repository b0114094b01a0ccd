"""家庭主要成员及重要社会关系: who has died, and what is said of them in a line."""

import re
from collections.abc import Iterable
from datetime import date

from huanjie_desktop.domain.approval import Relative
from huanjie_desktop.domain.dates import age_at

_RANKS = tuple(  # 配偶, 子女, 父母, 配偶的父母, 兄弟姐妹
    map(
        re.compile,
        (
            "^(?:妻|夫|丈夫|爱人|配偶|妻子)$",
            "^[长次二三四五六独养继小大幺]?(?:子|女|儿子|女儿)$",
            "^(?:[养继生]?[父母]亲?|爸爸|妈妈)$",
            "^(?:岳父|岳母|公公|婆婆|公爹)$",
            "^(?:.?[哥弟姐妹兄]|哥哥|弟弟|姐姐|妹妹)",
        ),
    )
)
_DIED = re.compile(r"已去世|已故|已逝|已病故|已亡")


def has_died(relative: Relative) -> bool:
    """Tell whether the words on somebody's post say that he is dead."""
    return bool(_DIED.search(relative.post))


def printed_age(relative: Relative, base: date) -> str:
    """Return the age as the form has it, "" of the dead and of whom no birth is known."""
    if relative.birth is None or has_died(relative):
        return ""
    return str(age_at(relative.birth, base))


def in_words(family: Iterable[Relative]) -> str:
    """Return relatives in a line: 妻子示例乙、长女示例丙."""
    return "、".join(f"{each.relation}{each.name}" for each in family)


def in_order(family: Iterable[Relative]) -> list[Relative]:
    """Return relatives in the order that forms want: spouse, children, parents, the spouse's parents, the others as they came."""
    return sorted(
        family, key=lambda each: next((at for at, rank in enumerate(_RANKS) if rank.search(each.relation)), 9)
    )
