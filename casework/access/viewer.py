"""Whoever is looking: an account of one municipality in one role, or an act of the command line."""

import uuid
from dataclasses import dataclass, replace
from datetime import date

from casework.access.permissions import Permission
from casework.access.roles import MATRIX, OWN_CASES_ONLY, OWN_HOUSES_ONLY, Role


@dataclass(frozen=True, slots=True)
class Absent:
    """A colleague who is away until a day."""

    user_id: uuid.UUID
    user_name: str
    back_on: date


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, from which municipality, in which role; everything about rights is asked of this.

    `stands_in_for` are those whose cases the viewer sees besides their own today; `leads_as` narrows the view to what
    is seen in place of one of them. What is confidential belongs to `user_id` alone.
    """

    user_id: uuid.UUID
    user_name: str
    municipality_id: uuid.UUID
    municipality_name: str
    role: Role
    stands_in_for: tuple[Absent, ...] = ()
    leads_as: uuid.UUID | None = None

    def may(self, permission: Permission) -> bool:
        return permission in MATRIX[self.role]

    @property
    def leading_ids(self) -> tuple[uuid.UUID, ...]:
        """Whose cases and appointments count as the viewer's own."""
        if self.leads_as is not None:
            return (self.leads_as,)
        return (self.user_id, *(absent.user_id for absent in self.stands_in_for))

    @property
    def alone(self) -> "Viewer":
        """The same viewer without those they stand in for."""
        return replace(self, stands_in_for=())

    def in_place_of(self, absent: Absent) -> "Viewer":
        """The same viewer as far as they stand in for one colleague."""
        return replace(self, stands_in_for=(), leads_as=absent.user_id)

    @property
    def sees_own_cases_only(self) -> bool:
        return self.role in OWN_CASES_ONLY

    @property
    def sees_own_houses_only(self) -> bool:
        return self.role in OWN_HOUSES_ONLY
