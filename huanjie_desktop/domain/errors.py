"""The three families of trouble: the user's, the world's, and (everything else) ours."""

import errno
from pathlib import Path

_REASONS = {
    errno.ENOENT: "找不到",
    errno.EEXIST: "已有同名的文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘已满",
    errno.EFBIG: "文件过大",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正在被使用",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
}


class HuanjieError(Exception):
    """Base of every error that is shown as one plain Chinese sentence.

    `text` says what happened and where; `advice` says what to do now and may be empty.
    """

    def __init__(self, text: str, advice: str = "") -> None:
        super().__init__(text + advice)
        self.text = text
        self.advice = advice


class UserError(HuanjieError):
    """What was asked for or handed in cannot be used as it is (bad file, bad value, wrong password)."""


class PasswordNeeded(UserError):  # noqa: N818 - named for what is the matter
    """A workspace has a password and none, or a wrong one, was given."""


class DamagedWorkspace(UserError):  # noqa: N818 - named for what is the matter
    """A workspace file is no longer whole; `rescue` is what could replace it, where somebody has looked."""

    rescue: object | None = None


class BackupNotOpened(UserError):  # noqa: N818 - named for what is the matter
    """A backup was to be opened in its place; it can be restored to the workspace `owner`, as its backup `file`."""

    def __init__(self, text: str, advice: str, owner: Path, file: str) -> None:
        super().__init__(text, advice)
        self.owner = owner
        self.file = file


class NeedsReason(UserError):  # noqa: N818 - named for what is the matter
    """A change can be asked for again with a `reason` and the name of a `second` person: it touches what stands."""


class Doubtful(UserError):  # noqa: N818 - named for what is the matter
    """What was typed may mean something else; it can be asked for again as `sure`. `advice` says what is written then."""


class WorldError(HuanjieError):
    """The surroundings failed (disk full, stick pulled, file locked); nothing half-done remains."""


class FileLost(WorldError):  # noqa: N818 - named for what is the matter
    """The open file was deleted, renamed, moved or replaced; its content can still be written elsewhere."""


class Cancelled(HuanjieError):  # noqa: N818 - stopping is the user's choice, not an error
    """The user stopped a long action; nothing has been changed."""

    def __init__(self, text: str = "已取消，未作任何改动。") -> None:
        super().__init__(text)


def os_reason(error: OSError) -> str:
    """Return in a few Chinese words why the system refused, or the number of what has none here."""
    own = error.strerror or ""
    if own and not own.isascii():
        return own
    return _REASONS.get(error.errno or 0) or (f"系统错误{error.errno}" if error.errno else "原因不明")
