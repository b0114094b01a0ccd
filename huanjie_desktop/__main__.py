"""`python -m huanjie_desktop`: the same as the command."""

import sys

from huanjie_desktop.cli import main

sys.exit(main())
