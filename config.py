"""Every setting with its unit; secrets have no default. The values come from the environment (see README)."""

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Self

from casework.errors import Fault

PRODUCTION = "production"
DEFAULT_PORT = 5000
UPLOAD_LIMIT_BYTES = 20 * 1024 * 1024
DOCUMENT_LIMIT_BYTES = 50 * 1024 * 1024
SESSION_IDLE = timedelta(hours=2)
SESSION_LONGEST = timedelta(hours=24)
PASSWORD_MEMORY_KIB = 64 * 1024
PASSWORD_PASSES = 2
PASSPHRASE = "passphrase"  # noqa: S105  # the name of a key source
PASSPHRASE_MEMORY_KIB = 256 * 1024
PASSPHRASE_PASSES = 4


@dataclass(frozen=True)
class Config:
    """Where the instance lies, which database it uses, where its key is, and how it is served."""

    instance: Path
    key_file: Path
    database_url: str
    environment: str = "demo"
    port: int = DEFAULT_PORT
    upload_limit_bytes: int = UPLOAD_LIMIT_BYTES
    document_limit_bytes: int = DOCUMENT_LIMIT_BYTES
    session_idle: timedelta = SESSION_IDLE
    session_longest: timedelta = SESSION_LONGEST
    secure_cookies: bool = False
    password_memory_kib: int = PASSWORD_MEMORY_KIB
    password_passes: int = PASSWORD_PASSES
    key_source: str = ""
    passphrase_file: Path | None = None
    passphrase_memory_kib: int = PASSPHRASE_MEMORY_KIB
    passphrase_passes: int = PASSPHRASE_PASSES

    @property
    def key_lies_beside_data(self) -> bool:
        """Whether whoever copies the instance has the key file too; a device of the town's own has none."""
        return ":" not in self.key_source and self.key_file.resolve().is_relative_to(self.instance.resolve())

    @classmethod
    def from_environment(cls) -> Self:
        """Read CASEWORK_INSTANCE, CASEWORK_DATABASE_URL, CASEWORK_ENV, PORT and where the keys are (CASEWORK_KEY_FILE,
        CASEWORK_KEY_SOURCE, CASEWORK_PASSPHRASE_FILE).

        Raises Fault in production when the key file lies below the instance.
        """
        instance = Path(os.environ.get("CASEWORK_INSTANCE", "instance")).resolve()
        key_file = Path(os.environ.get("CASEWORK_KEY_FILE") or instance / "keys" / "casework.key").resolve()
        passphrase_file = os.environ.get("CASEWORK_PASSPHRASE_FILE")
        environment = os.environ.get("CASEWORK_ENV", "demo")
        config = cls(
            instance=instance,
            key_file=key_file,
            database_url=_with_driver(
                os.environ.get("CASEWORK_DATABASE_URL", f"sqlite:///{instance / 'casework.db'}")
            ),
            environment=environment,
            port=_port(os.environ.get("PORT", str(DEFAULT_PORT))),
            secure_cookies=environment == PRODUCTION,
            key_source=os.environ.get("CASEWORK_KEY_SOURCE", ""),
            passphrase_file=Path(passphrase_file).resolve() if passphrase_file else None,
        )
        if environment == PRODUCTION and config.key_lies_beside_data:
            raise Fault(
                "In Produktion darf die Schlüsseldatei nicht bei den Daten liegen. "
                "Bitte CASEWORK_KEY_FILE auf einen Ort außerhalb von %(instance)s setzen.",
                instance=instance,
            )
        return config


def _with_driver(url: str) -> str:
    """The address of a PostgreSQL server as people write it, with the driver we ship."""
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Fault("PORT ist „%(text)s“; bitte eine Zahl von 1 bis 65535 angeben.", text=text)
    return int(text)
