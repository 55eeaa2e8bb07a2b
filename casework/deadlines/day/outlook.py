"""The last line of Mein Tag: how many drafts, answers that are awaited, and people nobody talked to for long."""

from dataclasses import dataclass

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.deadlines.day.put_off import gap_months
from casework.deadlines.day.silent import silent_people
from casework.drafts.queries import count_drafts
from casework.referrals.models import Referral
from casework.referrals.queries import awaited


@dataclass(frozen=True, slots=True)
class Outlook:
    """The numbers of the line; `months` is how long „for long“ is here."""

    drafts: int
    awaited: int
    silent: int
    months: int


def outlook_of(viewer: Viewer) -> Outlook | None:
    """The line of somebody who leads cases; nobody else has one."""
    if not viewer.sees_own_cases_only or not viewer.may(Permission.COUNSELLING_CONSULTATION_WRITE):
        return None
    months = gap_months(viewer.municipality_id)
    return Outlook(
        drafts=count_drafts(viewer.user_id),
        awaited=len(awaited_referrals(viewer)),
        silent=len(silent_people(viewer, months)),
        months=months,
    )


def awaited_referrals(viewer: Viewer) -> list[Referral]:
    """The open referrals whose partner is to answer some day, the first due first."""
    return [referral for _due_on, referral in awaited(viewer)]
