"""The fields of a record form: what each is, how its value is written and read, and what is written against asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from huanjie_desktop.domain import typed

_NOTHING = object()


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _long(value: Any) -> str:
    """Return a text with the signs that a text widget gives back."""
    return _plain(value).replace("\r\n", "\n").replace("\xa0", " ")


_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "day": typed.day_text,
    "clock": typed.clock_text,
    "count": typed.count_text,
    "mm": typed.millimetres_text,
    "long": _long,
}


@dataclass(frozen=True)
class FieldSpec:
    """字段: what a field of a record form is.

    `kind` is text, long, day, clock, count, mm, choice or tick. `least` and `most` bound a number, `choices` are (value,
    words); `offered` are usual texts, beside which any other may be typed; `lines` is a long text's height. `needed` is the
    sentence for a blank that cannot be, `check` says what is wrong with a value that could be read, "" for nothing.
    `beside` puts it into the row before, `section` under a heading.
    """

    name: str
    title: str
    kind: str = "text"
    prefix: str = ""
    suffix: str = ""
    least: int = 0
    most: int = 100_000
    choices: Sequence[tuple[Any, str]] = ()
    offered: Sequence[str] = ()
    placeholder: str = ""
    tip: str = ""
    note: str = ""
    section: str = ""
    needed: str = ""
    check: Callable[[Any], str] | None = None
    lines: int = 4
    width: int = 0
    beside: bool = False
    read_only: bool = False
    secret: bool = False

    def shown(self, value: Any) -> str | int | bool:
        """Return what a field shows for a value: a text, a choice's place (-1 for none), or whether it is ticked."""
        if self.kind == "choice":
            return next((at for at, (each, _words) in enumerate(self.choices) if each == value), -1)
        return bool(value) if self.kind == "tick" else _WRITERS.get(self.kind, _plain)(value)

    def read(self, shown: str | int | bool, year: int) -> Any:
        """Return what is meant by what a field shows; ValueError is the sentence that says what is wrong."""
        value: Any = shown if self.secret or not isinstance(shown, str) else shown.strip()
        if self.kind == "day":
            value = typed.read_day(str(shown), year)
        elif self.kind == "clock":
            value = typed.read_clock(str(shown))
        elif self.kind == "count":
            value = typed.read_count(str(shown), self.least, self.most)
        elif self.kind == "mm":
            value = typed.read_millimetres(str(shown), self.least, self.most)
        elif self.kind == "choice":
            value = self.choices[int(shown)][0] if int(shown) >= 0 else None
        wrong = self.needed if value is None or value == "" else ""
        wrong = wrong or (self.check(value) if self.check is not None else "")
        if wrong:
            raise ValueError(wrong)
        return value


@dataclass
class FieldState:
    """What is known of a field's value: `written` is what stands in the file as it was read last, `asked` what was told
    and is not answered yet, `refused` what was told and not taken."""

    written: Any = None
    asked: list[Any] = field(default_factory=list)
    refused: Any = _NOTHING

    @property
    def expected(self) -> Any:
        """What stands in the file, or is asked to."""
        return self.asked[-1] if self.asked else self.written

    @property
    def was_refused(self) -> bool:
        """Whether what was told last was not taken."""
        return self.refused is not _NOTHING

    def forget_refusal(self) -> None:
        """Hear that something else stands in the field, or that it is asked for again."""
        self.refused = _NOTHING

    def answer(self, value: Any, stored: bool) -> None:
        """Hear what became of what was asked for; nothing that was not."""
        if value in self.asked:
            self.asked.remove(value)
            if stored:
                self.written = value
