"""`python -m tests.benchmarks.cold FOLDER`: the first search of a process that has just started, in seconds."""

import sys
import time
from pathlib import Path

from casework.app import create_app
from casework.organisation.queries import get_municipality
from casework.people.register import cards_of, names_of
from config import Config


def config_of(folder: Path) -> Config:
    """The installation of one measurement."""
    return Config(
        instance=folder,
        key_file=folder / "keys" / "casework.key",
        database_url=f"sqlite:///{folder / 'names.db'}",
        environment="test",
    )


def main() -> None:
    """Read the register, then make the index of its names; print what each took."""
    with create_app(config_of(Path(sys.argv[1]))).app_context():
        municipality_id = get_municipality().id
        started = time.perf_counter()
        cards_of(municipality_id)
        read = time.perf_counter()
        with names_of(municipality_id):
            print(read - started, time.perf_counter() - read)


if __name__ == "__main__":
    main()
