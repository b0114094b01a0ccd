"""套用本单位模板, as the window shows it: what a template is, for whom and into what it can be filled, and what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.exchange.templates.package import DOCX
from huanjie_desktop.services.printing.filling import (
    FillRequest,
    FillResult,
    TemplateLook,
    fill_template,
    look_at_template,
)
from huanjie_desktop.services.printing.template_fields import FieldInfo, list_fields
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.people import list_people

__all__ = ["EACH", "ONE", "FieldInfo", "FillRequest", "FillResult", "ShownTemplate", "fill", "read_template"]
ONE, EACH = "one", "each"
_TOLD = 8  # problems, and people without a photo


@dataclass(frozen=True)
class ShownTemplate:
    """A template as it was looked at, None before one is chosen; the fields that there are, and the roster's people in order."""

    look: TemplateLook | None
    fields: tuple[FieldInfo, ...]
    roster_people: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Say what the template is."""
        if self.look is None:
            return "在电子表或文档里写上{{姓名}}这样的字段，存好以后选它。写好的格式、公式、图都不变。"
        kind = "每人一行的表（写着{{序号}}）" if self.look.listed else "一人一份的表"
        names = self.look.names
        few = "、".join(names[:_TOLD]) + ("……" if len(names) > _TOLD else "")
        return f"{kind}，用了{len(names)}个字段：{few}。" if names else f"{kind}。"

    @property
    def wrong(self) -> str:
        """Say what keeps the template from being filled, "" for nothing."""
        problems = self.look.problems if self.look is not None else ()
        more = f"\n还有{len(problems) - _TOLD}处。" if len(problems) > _TOLD else ""
        return "\n".join(problems[:_TOLD]) + more

    def ways(self, count: int) -> list[tuple[str, str]]:
        """Return how so many people can be filled in, the first being offered."""
        look = self.look
        if look is None or look.listed or count < 2:
            return [(ONE, "存成一个文件")]
        apart = "每人另起一页" if look.path.suffix.lower() == DOCX else "每人一个工作表"
        return [(EACH, "每人一个文件，存在一个文件夹里"), (ONE, f"存成一个文件，{apart}")]


def read_template(workspace: Workspace, path: Path | None, roster_id: str) -> ShownTemplate:
    """Look at a template, and list the fields; UserError where it cannot be used at all."""
    look = look_at_template(workspace, path, roster_id) if path is not None else None
    ids = tuple(person.id for person in list_people(workspace.store, roster_id)) if roster_id else ()
    return ShownTemplate(look, tuple(list_fields(workspace, roster_id)), ids)


def fill(workspace: Workspace, request: FillRequest, progress: Progress) -> FillResult:
    """Fill a template."""
    return fill_template(workspace, request, progress)


def done_words(result: FillResult) -> tuple[str, str]:
    """Say what was written, and who has no photo."""
    first = result.files[0]
    where = f"“{first.name}”" if len(result.files) == 1 else f"文件夹“{first.parent.name}”里{len(result.files)}个文件"
    return f"已填{result.people}人，存为{where}。", without_photo(result.without_photo)


def without_photo(names: Sequence[str]) -> str:
    """Say who has no photo, "" for nobody."""
    if not names:
        return ""
    more = f"等{len(names)}人" if len(names) > _TOLD else ""
    return f"{'、'.join(names[:_TOLD])}{more}没有照片，那一格空着。"
