"""A process that changes a workspace and says after each change how far it is; its disk calls are made to fail from outside.

python -m tests.faults.engine WORKSPACE SEED COUNT
"""

import random
import sys
from pathlib import Path

from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.store.opening import open_store
from tests.builders import FixedClock
from tests.faults.workload import change


def main(path: Path, seed: int, count: int) -> int:
    """Change until something fails; the exit code is 3 where it was told in a sentence."""
    rng = random.Random(seed)
    done = 0
    try:
        store = open_store(path, FixedClock(), None, "测试员")
        try:
            for number in range(count):
                change(store, rng, number)
                done = number + 1
        finally:
            store.close()
    except HuanjieError as error:
        print(f"{done}\t{error.text}", flush=True)
        return 3
    print(f"{done}\t", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
