"""Whoever is looking: an account of one municipality in one role, or an act of the command line."""

import uuid
from dataclasses import dataclass

from casework.access.permissions import Permission
from casework.access.roles import MATRIX, OWN_CASES_ONLY, OWN_HOUSES_ONLY, Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, from which municipality, in which role; everything about rights is asked of this."""

    user_id: uuid.UUID
    user_name: str
    municipality_id: uuid.UUID
    municipality_name: str
    role: Role

    def may(self, permission: Permission) -> bool:
        return permission in MATRIX[self.role]

    @property
    def sees_own_cases_only(self) -> bool:
        return self.role in OWN_CASES_ONLY

    @property
    def sees_own_houses_only(self) -> bool:
        return self.role in OWN_HOUSES_ONLY
