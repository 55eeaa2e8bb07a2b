"""`python3 -m casework <command>` sets up what the machine lacks and then does what was asked."""

import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 – a person may well start us with an older one
    sys.exit(f"Casework braucht Python 3.11 oder neuer; dies ist Python {sys.version.split()[0]}.")

if not __package__:  # started as `python3 /path/to/casework`
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from casework.bootstrap.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
