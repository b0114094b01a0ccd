"""What the keys do; and how what is typed into the command palette finds a command: by its words or pinyin initials."""

from functools import lru_cache
from itertools import product

MOST_READINGS = 32
KEYS = (
    ("Alt+1、Alt+2……", "打开左边第几页"),
    ("Ctrl+K", "命令面板：输入要做的事或拼音首字母，回车执行"),
    ("Ctrl+F", "在本页查找；Esc 清空，回车回到表格"),
    ("Ctrl+Z、Ctrl+Y", "撤销、重做，各页通用"),
    ("F2 或直接输入", "改单元格；回车写入并向下，Tab 写入并向右，加 Shift 反向，Esc 不改"),
    ("在末尾的空行输入", "新增一行；换到别的行时写入"),
    ("Ctrl+C、Ctrl+X、Ctrl+V", "与 Excel、WPS 互相复制、剪切、粘贴；超出末行的成为新的行"),
    ("Ctrl+D", "用最上面一格填满选中的格；只选一行时用上一行的"),
    ("Delete", "清空选中的格"),
    ("Ctrl+方向键", "到这一片内容的边上；Ctrl+Home、Ctrl+End 到头、到尾；加 Shift 一路选中"),
    ("在格上、表头上按右键", "剪切、复制、粘贴等；排序、筛选、移动、固定、隐藏这一栏"),
    ("Ctrl+W", "关闭工作文件"),
    ("Ctrl+L", "锁定：关闭工作文件，输入口令后接着做；15 分钟没有操作时自动锁定"),
)


@lru_cache(maxsize=1024)
def initials_of(words: str) -> tuple[str, ...]:
    """Return the pinyin initials of some words in every reading (重做: zz, cz); Latin letters and digits stay."""
    from pypinyin import Style, pinyin  # its dictionary is large; loaded at the first Ctrl+K

    readings: list[list[str]] = []
    for character in words.lower():
        if character.isascii():
            if character.isalnum():
                readings.append([character])
            continue
        found = pinyin(character, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
        if found:
            readings.append(sorted({letter for letter in found[0] if letter}))
    combined = ("".join(letters) for letters in product(*readings))
    return tuple(sorted({text for text, _ in zip(combined, range(MOST_READINGS), strict=False)}))


def rank(words: str, typed: str) -> int | None:
    """Return how typed text finds the words: 0 begins them, 1 within them, 2 and 3 so for the initials, None not."""
    typed = "".join(typed.lower().split())
    plain = words.lower().replace(" ", "")
    if plain.startswith(typed):
        return 0
    if typed in plain:
        return 1
    if typed.isascii():
        initials = initials_of(words)
        if any(text.startswith(typed) for text in initials):
            return 2
        if any(typed in text for text in initials):
            return 3
    return None
