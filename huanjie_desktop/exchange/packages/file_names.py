"""Names that FAT32, exFAT and Windows take, and paths that a manifest may say."""

import re
import unicodedata
from collections.abc import Collection

LONGEST_NAME = 255  # UTF-16 units on FAT32, exFAT and NTFS; bytes on ext4
LONGEST_PATH = 200  # UTF-16 units with the package's own folder, so that Windows' 260 leave room for where it lies
_NAMELESS = "未命名"
_FULL_WIDTH = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|CLOCK\$|COM[0-9¹²³]|LPT[0-9¹²³])\Z", re.IGNORECASE)
_LEFT = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".localized", ".directory"})
_SYSTEM_FOLDERS = frozenset({"System Volume Information", "$RECYCLE.BIN", ".Trashes", ".Spotlight-V100", ".fseventsd"})
SUFFIXES = frozenset(
    {"pdf", "ofd", "docx", "doc", "wps", "odt", "rtf", "xlsx", "xls", "et", "ods", "csv", "pptx", "ppt", "dps"}
    | {"txt", "md", "xml", "json", "html", "lrmx", "jpg", "jpeg", "png", "tif", "tiff", "bmp", "zip"}
)
_DRIVE = re.compile(r"[A-Za-z]:")


def utf16_length(text: str) -> int:
    """Return how many UTF-16 units a text takes."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def safe_name(text: str, longest: int = LONGEST_NAME) -> str:
    """Return a text as a file or folder name; a suffix is kept when it must be cut.

    What Windows forbids stands full-width, invisible characters fall away, reserved names get a mark in front.
    `longest` counts UTF-16 units; no name has more than 255 bytes.
    """
    text = unicodedata.normalize("NFC", text)
    text = "".join(char for char in text if not _is_invisible(char))
    text = text.translate(_FULL_WIDTH).strip(" .\u3000")
    stem, dot, suffix = text.rpartition(".")
    if not dot or len(suffix) > 10 or not suffix.isascii() or not stem:
        stem, dot, suffix = text, "", ""
    if _RESERVED.match(text.split(".")[0].rstrip(" ")):
        stem = f"_{stem}"
    while stem and not _fits(stem + dot + suffix, longest):
        stem = stem[:-1]
    name = (stem.rstrip(" .") or _NAMELESS) + dot + suffix
    return name if _fits(name, longest) else _NAMELESS


def free_name(name: str, taken: Collection[str]) -> str:
    """Return the name, or the name with （2）, （3） ... before its suffix, that no name of `taken` equals but for case."""
    keys = {name_key(other) for other in taken}
    stem, dot, suffix = name.rpartition(".")
    if not dot or not stem:
        stem, dot, suffix = name, "", ""
    found, number = name, 1
    while name_key(found) in keys:
        number += 1
        mark = f"（{number}）"
        room = stem
        while not _fits(room + mark + dot + suffix, LONGEST_NAME):
            room = room[:-1]
        found = room + mark + dot + suffix
    return found


def name_key(name: str) -> str:
    """Return what two names share when a file system that knows no case takes them for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def path_fault(path: str) -> str:
    """Return why a manifest may not say this path, "" if it may: relative, with single slashes, inside the folder."""
    parts = path.split("/")
    if not path or "" in parts:
        return "路径为空或是绝对路径"
    if "\\" in path:
        return "路径里有反斜杠"
    if _DRIVE.match(path) or ":" in path:
        return "路径里有盘符或冒号"
    if "." in parts or ".." in parts:
        return "路径指向文件夹之外"
    if any(_is_invisible(char) for char in path):
        return "路径里有看不见的字符"
    if set(path) & set('<>"|?*'):
        return "文件名里有 Windows 不许用的符号"
    if unicodedata.normalize("NFC", path) != path:
        return "文件名不是通用写法"
    if any(
        part != part.rstrip(" .\u3000").lstrip(" \u3000") or _RESERVED.match(part.split(".")[0].rstrip(" "))
        for part in parts
    ):
        return "文件名是 Windows 的保留名，或以空格、句点结尾"
    if len(parts) > 8 or utf16_length(path) > 2 * LONGEST_NAME or not all(_fits(part, LONGEST_NAME) for part in parts):
        return "路径太长"
    return ""


def suffix_fault(path: str) -> str:
    """Return why a file of this name has no place in a package, "" if it has: only papers and data, nothing that runs."""
    suffix = path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""
    return "" if suffix in SUFFIXES else "不是材料的文件类型，上报包里不应有"


def is_leftover(path: str) -> bool:
    """Tell whether a file is what Explorer, Finder, WPS or Word leave behind in a folder by themselves."""
    parts = path.split("/")
    if parts[0] in _SYSTEM_FOLDERS or "__MACOSX" in parts:
        return True
    name = parts[-1]
    locked = name.startswith((".~lock.", "~$", "._", ".~")) or (name.startswith("~") and name.endswith(".tmp"))
    return name.lower() in _LEFT or locked


def _is_invisible(char: str) -> bool:
    nothing = ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF
    return nothing or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _fits(name: str, longest: int) -> bool:
    return utf16_length(name) <= longest and len(name.encode("utf-8", "surrogatepass")) <= LONGEST_NAME
