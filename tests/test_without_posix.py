"""Every module of the program imports where nothing of POSIX is there, as on Windows."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Everything is imported once, for what other libraries take from the system; then the names go, and all is imported anew.
SCRIPT = """
import importlib, os, pkgutil, signal, socket, sys
import huanjie_desktop

def everything():
    for each in pkgutil.walk_packages(huanjie_desktop.__path__, "huanjie_desktop."):
        if not each.name.endswith("__main__"):
            yield each.name

names = list(everything())
for name in names:
    importlib.import_module(name)
for name in names:
    del sys.modules[name]
del sys.modules["huanjie_desktop"]

class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name in POSIX:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

POSIX = {"fcntl", "grp", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty", "posix"}
for name in POSIX:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Nothing())
for name in (
    "chown chroot fchmod fork forkpty getegid geteuid getgid getgroups getuid initgroups killpg lchown mkfifo mknod nice openpty "
    "posix_fadvise posix_fallocate pread preadv pwrite pwritev readv sched_getaffinity sendfile setgid setsid setuid statvfs sync "
    "sysconf uname wait3 wait4 writev O_CLOEXEC O_DIRECT O_DIRECTORY O_NOFOLLOW O_NONBLOCK O_SYNC POSIX_FADV_DONTNEED "
    "WIFEXITED WEXITSTATUS WNOHANG"
).split():
    if hasattr(os, name):
        delattr(os, name)
for name in "SIGALRM SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGUSR1 SIGUSR2 SIGXFSZ pthread_sigmask setitimer".split():
    if hasattr(signal, name):
        delattr(signal, name)
if hasattr(socket, "AF_UNIX"):
    del socket.AF_UNIX
sys.platform = PLATFORM
for name in names:
    importlib.import_module(name)
print(len(names))
"""


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_all_modules_import_without_what_only_posix_has(platform: str) -> None:
    script = SCRIPT.replace("PLATFORM", repr(platform))
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 250
