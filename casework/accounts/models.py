"""An account, its sessions, and the attempts to sign in to it."""

import uuid
from datetime import datetime

from sqlalchemy import Boolean, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.access.roles import Role
from casework.database.base import Keyed, Model, refers_to
from casework.database.moments import Moment, now
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.vault.columns import clear
from casework.vault.keys import ServicePurpose
from casework.vault.rowseal import RowSealed
from casework.vault.sealed import Sealed


class User(RowSealed, Model):
    """Somebody of the office, in one municipality and one role."""

    __tablename__ = "user_account"
    kept = Kept("Konten", Retention.ACCOUNT)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    name: Sealed[str] = Sealed("Name", purpose="Zuordnung der Arbeit", under=ServicePurpose.ACCOUNTS)
    email: Sealed[str] = Sealed("E-Mail", purpose="Anmeldung", under=ServicePurpose.ACCOUNTS)
    email_index: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    role: Mapped[Role] = clear("Rolle", String(40), purpose="Zugriffsrechte")
    password_hash: Mapped[str] = clear("Passwort-Prüfwert", String(200), purpose="Anmeldung (Argon2id)")
    is_active: Mapped[bool] = clear("aktiv", Boolean, default=True, purpose="Anmeldung")
    version: Mapped[int] = mapped_column(Integer)

    municipality: Mapped[Municipality] = relationship()

    __mapper_args__ = {"version_id_col": version}
    sealed_under = ServicePurpose.USER_ROWS


class UserSession(Keyed, Model):
    """A signed-in browser; ending the row signs it out at once."""

    __tablename__ = "user_session"
    kept = Kept("Anmeldungen", Retention.ACCOUNT)

    user_id: Mapped[uuid.UUID] = mapped_column(refers_to(User.id), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    started_at: Mapped[datetime] = mapped_column(Moment, default=now)
    seen_at: Mapped[datetime] = mapped_column(Moment, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    user: Mapped[User] = relationship()


class SignInAttempt(Keyed, Model):
    """A try to sign in, counted so that guessing gets slow; the address is known only by its blind index."""

    __tablename__ = "sign_in_attempt"
    kept = Kept("Anmeldeversuche", Retention.ATTEMPT)

    email_index: Mapped[bytes] = mapped_column(LargeBinary, index=True)
    tried_at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    succeeded: Mapped[bool] = clear("gelungen", Boolean, purpose="Schutz gegen Raten")
