"""Keeping a talk that also leads somebody to a partner."""

import uuid
from collections.abc import Sequence
from typing import Any

from casework.counselling.models import Consultation
from casework.counselling.operations import document
from casework.errors import Refused
from casework.partners.models import Partner
from casework.people.models import Person
from casework.referrals.operations import refer_all
from casework.vocabulary.counselling import FIELDS_OF_ACTION, RESULTS

PREPARED = "PREPARED"


def document_and_refer(
    *,
    municipality_id: uuid.UUID,
    people: Sequence[Person],
    case_manager_id: uuid.UUID,
    partner: Partner | None,
    **said: Any,
) -> Consultation:
    """Put a talk on record, and with a partner prepare a referral of each of these people to it; they go themselves.

    What it is about are the topics of the talk, which stay unsaid if it is confidential; one wants to hear of it by the
    day of the follow-up. `said` as for any talk.
    """
    talk = document(municipality_id=municipality_id, people=people, case_manager_id=case_manager_id, **said)
    if partner is not None and not people:
        raise Refused("Vermittelt werden Personen. Bitte kreuzen Sie an, wer dabei war.")
    if partner is not None:
        topics = ", ".join(FIELDS_OF_ACTION.label(topic) for topic in talk.topics)
        refer_all(
            people,
            partner,
            referred_on=talk.held_on,
            purpose=RESULTS.label("REFERRAL") if talk.is_confidential else topics,
            feedback_due_on=talk.next_step_on,
            case_manager_id=case_manager_id,
            state=PREPARED,
        )
    return talk
