"""An account as it is asked for its rights."""

from casework.access.roles import Role
from casework.access.viewer import Viewer
from casework.accounts.models import User


def viewer_of(user: User) -> Viewer:
    """Whoever has this account, in their role and municipality."""
    return Viewer(user.id, user.name, user.municipality_id, user.municipality.name, Role(user.role))
