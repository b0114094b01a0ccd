"""What is wrong with a whole spreadsheet file, in the user's words; and what can be told of it before it is opened."""

from pathlib import Path

from huanjie_desktop.domain.errors import UserError, os_reason
from huanjie_desktop.exchange.sheets import MOST_COLUMNS, MOST_ROWS

LARGEST_TEXT, LARGEST_FILE = 50_000_000, 150_000_000  # bytes of a csv, and of any file
TEXT_KINDS = frozenset({".csv", ".txt", ".tsv"})
BOOK_KINDS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods"})


def check_file(path: Path) -> None:
    """Raise UserError for what can be told of a file without opening it: it is not there, of another kind, too large."""
    if not path.exists():
        raise UserError(f"找不到文件“{path.name}”。", "请检查位置和文件名。")
    if path.is_dir():
        raise UserError(f"“{path.name}”是文件夹，不是表格文件。", "请选择 Excel 或 csv 文件。")
    if not path.is_file():  # a pipe, a device: to read it may never end
        raise UserError(f"“{path.name}”不是文件，不能导入。", "请选择 Excel 或 csv 文件。")
    if path.suffix.lower() not in TEXT_KINDS | BOOK_KINDS:
        raise UserError(f"“{path.name}”不是能导入的表格文件。", "请另存为 xlsx、xls 或 csv 后再导入。")
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UserError(f"“{path.name}”读不出来（{os_reason(error)}）。", "请复制到本机硬盘后再试。") from error
    if size > (LARGEST_TEXT if path.suffix.lower() in TEXT_KINDS else LARGEST_FILE):
        raise too_large(path)


def too_large(path: Path) -> UserError:
    """Return the error for a file that asks for more than a roster can."""
    return UserError(f"“{path.name}”的内容太大。", "请分成几个文件导入。")


def password_error(path: Path) -> UserError:
    """Return the error for a file with a password for opening."""
    return UserError(f"“{path.name}”设有打开密码。", "请在 WPS 或 Excel 中取消密码，另存后再导入。")


def far_error(path: Path, sheet: str) -> UserError:
    """Return the error for content where no roster has any."""
    where = f"的工作表“{sheet}”" if sheet else ""
    return UserError(
        f"“{path.name}”{where}在{MOST_COLUMNS}列或{MOST_ROWS}行以外还有内容。", "请删去多余的行列，另存后再导入。"
    )
