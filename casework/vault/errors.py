"""The vault knows one failure for a value and a few for its keys; none ever carries key bytes or plaintext."""

from collections.abc import Iterable

from casework.errors import CaseworkError, Fault


class Unreadable(CaseworkError):
    """A sealed value does not open at this place with this key."""

    def __init__(self) -> None:
        super().__init__("Dieser Eintrag ist nicht lesbar.")


class KeyMissing(Fault):
    """A key is not where it should be, not as it should be, or open to others."""


class MasterKeyMissing(KeyMissing, Unreadable):
    """A master key that data need is not on the ring.

    For whoever looks at one record of many it is one more that cannot be read; else it is a fault of the installation.
    """

    def __init__(self, kek_ids: Iterable[int]) -> None:
        CaseworkError.__init__(
            self,
            "Der Hauptschlüssel Nr. %(numbers)s fehlt, und es gibt Daten, die ihn brauchen. Bitte die Zeile mit dieser "
            "Nummer aus der gesicherten oder abgelegten Schlüsseldatei unten an die Schlüsseldatei anfügen, dann mit "
            "„python3 -m casework keys rotate“ auf den neuen Schlüssel bringen.",
            numbers=", ".join(str(kek_id) for kek_id in sorted(kek_ids)),
        )


class Locked(Fault):
    """The master keys lie under a passphrase that nobody has given yet."""

    def __init__(self) -> None:
        super().__init__(
            "Die Schlüssel sind verschlossen. Bitte den Befehl an einem Terminal ausführen und die Passphrase "
            "eingeben, oder mit CASEWORK_PASSPHRASE_FILE eine Datei nennen, in der sie steht."
        )


class WrongPassphrase(Fault):
    """The passphrase does not open the key file: one sentence, whatever the reason."""

    def __init__(self) -> None:
        super().__init__("Das ist nicht die Passphrase dieser Schlüsseldatei.")
