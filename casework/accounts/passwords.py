"""Passwords are kept only as Argon2id strings, which carry their own salt and cost."""

import os
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy.engine import Engine

from casework.database.base import db
from casework.errors import Refused

SALT_BYTES = 16
HASH_BYTES = 32
LANES = 1
FEWEST_CHARACTERS = 12
MOST_CHARACTERS = 200
FEWEST_DIFFERENT = 5
SHORTEST_TELLING_WORD = 4


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs whoever has stolen the table."""

    memory_kib: int
    passes: int

    @property
    def mark(self) -> str:
        """How strings made at this cost begin."""
        return f"$argon2id$v=19$m={self.memory_kib},t={self.passes},p={LANES}$"


class TooWeak(Refused):
    """A password that would soon be guessed."""


_costs: WeakKeyDictionary[Engine, Cost] = WeakKeyDictionary()


def keep_at(engine: Engine, cost: Cost) -> None:
    """Tell what a guess at the passwords of a database shall cost."""
    _costs[engine] = cost


def check_strength(password: str, *known_of_owner: str) -> None:
    """Raises TooWeak for what is short, monotonous, or made of the owner's own name or address."""
    if not FEWEST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
        raise TooWeak(
            "Das Passwort braucht %(fewest)s bis %(most)s Zeichen. Ein kurzer Satz merkt sich leicht.",
            fewest=FEWEST_CHARACTERS,
            most=MOST_CHARACTERS,
        )
    if len(set(password)) < FEWEST_DIFFERENT:
        raise TooWeak("Das Passwort wiederholt nur wenige Zeichen. Bitte mischen Sie mehr.")
    words = re.findall(r"\w+", " ".join(known_of_owner).casefold().replace("_", " "))
    if any(len(word) >= SHORTEST_TELLING_WORD and word in password.casefold() for word in words):
        raise TooWeak(
            "Das Passwort enthält Ihren Namen oder Ihre E-Mail-Adresse. Bitte wählen Sie ein anderes."
        )


def hashed(password: str) -> str:
    """The string to keep (PHC format), at the cost of this installation."""
    return _hashed(password, _costs[db.engine])


def _hashed(password: str, cost: Cost) -> str:
    kdf = Argon2id(
        salt=os.urandom(SALT_BYTES),
        length=HASH_BYTES,
        iterations=cost.passes,
        lanes=LANES,
        memory_cost=cost.memory_kib,
    )
    return kdf.derive_phc_encoded(_octets(password))


def matches(password: str, kept: str) -> bool:
    """Whether this is the password behind a kept string."""
    try:
        Argon2id.verify_phc_encoded(_octets(password), kept)
    except InvalidKey:
        return False
    return True


def is_outdated(kept: str) -> bool:
    """Whether a string was made at another cost than this installation now asks for."""
    return not kept.startswith(_costs[db.engine].mark)


def of_nobody() -> str:
    """A string no password matches, checked for unknown addresses so that they take as long as known ones."""
    return _of_nobody(_costs[db.engine])


@lru_cache(maxsize=4)
def _of_nobody(cost: Cost) -> str:
    return _hashed(os.urandom(HASH_BYTES).hex(), cost)


def _octets(password: str) -> bytes:
    """The same letters are the same password, however the keyboard composed them."""
    return unicodedata.normalize("NFKC", password).encode()
