"""What the keys do (F1)."""

from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from huanjie_desktop.qt.widgets.parts import button, down, label

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
)


class KeysDialog(QDialog):
    """按键说明."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("按键说明")
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        for row, (keys, words) in enumerate(KEYS):
            grid.addWidget(label(keys, "heading"), row, 0)
            grid.addWidget(label(words), row, 1)
        close = button("关闭", self.accept, look="primary")
        close.setDefault(True)
        down(grid, close, on=self, margins=(24, 20, 24, 16), spacing=20)
