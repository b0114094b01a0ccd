"""样表: an empty spreadsheet to fill in for an import, with heads, notes and one example row that is no person."""

from pathlib import Path

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.documents.sample_sheet import SampleColumn, write_sample_sheet
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.roster import EXAMPLE
from huanjie_desktop.services.safe_write import safe_write

_CHOICES = {"sex": ("男", "女")}
_NOTE = (
    "填表说明：一人一行，姓名必填，没有的内容空着。年月写成1985.07，知道日期的写成1985-07-12。"
    "身份证号、手机号码按文本填写。可以增加、删去栏目，栏目名称不变。"
    f"姓名以“{EXAMPLE}”开头的一行是示例，不会导入，可以删去。"
)


def write_sample(catalog: Catalog, kind: str, path: Path) -> None:
    """Write the sample sheet of a kind of roster; UserError where the file is to be no spreadsheet."""
    if path.suffix.lower() != ".xlsx":
        raise UserError(f"样表只能存为 xlsx，“{path.name}”没有写出。", "请把文件名改为以 .xlsx 结尾。")
    spec = catalog.roster_kinds[kind]
    specs = [catalog.columns[field] for field in spec.sample]
    columns = [SampleColumn(each.title, each.width, each.example, _CHOICES.get(each.kind, ())) for each in specs]
    safe_write(path, lambda stream: write_sample_sheet(f"{spec.title}样表", _NOTE, columns, stream))
