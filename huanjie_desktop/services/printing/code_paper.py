"""The sheet with a recovery code, to be printed, sealed and locked away."""

from io import BytesIO
from pathlib import Path

from huanjie_desktop.documents.blocks import Align, Block, Document, PageStyle, Paragraph, Run, Space, Title
from huanjie_desktop.services.printing.printing import Preview
from huanjie_desktop.services.safe_write import safe_write
from huanjie_desktop.services.workspace import Workspace

_ADVICE = (
    "这个恢复码能打开上面的工作文件，忘记口令时用它设新口令。谁拿到它，谁就能打开文件。",
    "请密封后由专人存放在保密柜里，不要拍照，不要存放在电脑里；存成文件打印的，打印后删除文件。",
    "输入时不分大小写，短横可以不输。重新生成恢复码后，这一张作废。",
)


def preview_code(workspace: Workspace, code: str) -> Preview:
    """Return the sheet as PDF."""
    from huanjie_desktop.documents.pdf import write_pdf

    stream = BytesIO()
    write_pdf([_compose(workspace, code)], stream)
    return Preview(stream.getvalue(), ())


def save_code(workspace: Workspace, code: str, path: Path) -> None:
    """Write the sheet to a PDF file."""
    content = preview_code(workspace, code).content
    safe_write(path, lambda stream: stream.write(content))


def _compose(workspace: Workspace, code: str) -> Document:
    day = workspace.clock.today()
    blocks: list[Block] = [
        Title("恢复码"),
        Space(),
        Paragraph(f"工作文件：{workspace.path.name}（{workspace.county}）"),
        Paragraph(f"生成日期：{day.year}年{day.month}月{day.day}日"),
        Space(),
        Paragraph((Run(code, bold=True),), indent=0, align=Align.CENTER, size=18),
        Space(),
        *(Paragraph(text) for text in _ADVICE),
        Space(2),
        Paragraph("封存人：　　　　　　　　封存日期：　　　　　　　　存放处："),
    ]
    return Document("恢复码", PageStyle(numbering="none"), tuple(blocks))
