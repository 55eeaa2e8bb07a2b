"""What of an account is shown as it was before; never its password."""

from flask import url_for

from casework.access.permissions import Permission
from casework.access.roles import ROLE_LABELS, Role
from casework.accounts.models import User
from casework.accounts.queries import get_user
from casework.history.kinds import Fact, record_kind


def declare() -> None:
    """Enter the accounts; once, at the start."""
    record_kind(
        key="account",
        place="user_id",
        model=User,
        permission=Permission.ACCOUNTS_USER_MANAGE,
        find=lambda viewer, row_id: get_user(viewer.municipality_id, row_id),
        title=lambda user: user.name,
        back=lambda user: url_for("accounts.edit_user", user_id=user.id),
        facts=(
            Fact("name", "Name"),
            Fact("email", "E-Mail"),
            Fact("role", "Rolle", lambda role: str(ROLE_LABELS[Role(role)])),
            Fact("is_active", "aktiv"),
        ),
    )
