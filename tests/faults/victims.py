"""Processes that are made to be killed: forked, so that one costs a millisecond, and heard through a pipe."""

import os
import select
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Victim:
    """A forked process and the reading end of its pipe."""

    process: int
    pipe: int


@dataclass(frozen=True)
class LastWords:
    """What was heard before the end: the last byte said (0 for none), all of them, and whether it ended by itself."""

    said: bytes
    ended: bool
    code: int

    @property
    def last(self) -> int:
        return self.said[-1] if self.said else 0


def spawn(work: Callable[[int], object]) -> Victim:
    """Fork a process that runs `work(pipe)` and is gone; code 9 says that the work raised."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return Victim(process, reading)
    code = 9
    try:
        os.close(reading)
        work(writing)
        code = 0
    except BaseException:  # noqa: BLE001 - a forked process must never return into its parent's code
        traceback.print_exc()
    finally:
        os._exit(code)


def kill_after(victim: Victim, seconds: float, number: int = signal.SIGKILL) -> LastWords:
    """Wait so long, kill, and return what was heard; the time counts from the first word where there is one."""
    select.select([victim.pipe], [], [], 10)
    time.sleep(seconds)
    os.kill(victim.process, number)
    said = b""
    while part := os.read(victim.pipe, 65536):
        said += part
    os.close(victim.pipe)
    _process, status = os.waitpid(victim.process, 0)
    return LastWords(said, os.WIFEXITED(status), os.waitstatus_to_exitcode(status))
