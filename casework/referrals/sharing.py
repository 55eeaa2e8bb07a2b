"""Data about somebody goes out to a partner: only with their consent, only what it covers, and never unnoticed."""

from collections.abc import Sequence
from datetime import date

from casework.audit.trail import actor, note
from casework.consents.models import Consent
from casework.consents.queries import get_valid
from casework.database.base import db
from casework.database.moments import today
from casework.database.turns import take_turn
from casework.errors import Refused
from casework.referrals.models import Referral
from casework.referrals.operations import add_state
from casework.referrals.transmission_models import Part, Transmission
from casework.vocabulary.consents import REFERRAL_PURPOSE
from casework.vocabulary.referrals import CHANNELS, FIRST_FEEDBACK, PREPARED, SENT, is_on_its_way_by_sending
from casework.vocabulary.working_days import working_day_after


def check_may_share(referral: Referral, day: date) -> Consent:
    """The consent under which data of a referral may go out on a day.

    Raises Refused, with what is missing and what to do: for somebody who goes alone, for a closed referral, for people
    to whom narrower rights apply (domain brief §5.3), and without a consent valid that day for this partner.
    """
    if not referral.sends_data:
        raise Refused(
            "Bei dieser Vermittlung geht die Person selbst; es werden keine Daten übermittelt. Sollen Daten an die "
            "Stelle gehen, vermitteln Sie bitte noch einmal „mit Daten“."
        )
    if not referral.is_open:
        raise Refused(
            "Diese Vermittlung ist abgeschlossen; es gehen keine Daten mehr hinaus. Bitte vermitteln Sie neu."
        )
    if any(record.restricted for record in referral.person.leading.records):
        raise Refused(
            "Für diese Person gelten engere Rechte; ihre Daten gehen nicht an Stellen hinaus. Bitte begleiten Sie sie "
            "oder lassen Sie sie selbst gehen, und klären Sie alles Weitere mit der Leitung."
        )
    return get_valid(referral.person.leading, referral.partner_id, REFERRAL_PURPOSE, day)


def find_obstacle(referral: Referral, day: date) -> Refused | None:
    """What keeps data of a referral from going out on a day; None when nothing does.

    Where a consent is all that is missing, it is a NoConsent.
    """
    try:
        check_may_share(referral, day)
    except Refused as refusal:
        return refusal
    return None


def transmit(
    referral: Referral,
    parts: Sequence[Part],
    *,
    channel: str,
    feedback_due_on: date | None = None,
) -> Transmission:
    """Note that exactly these parts went out today to the partner of a referral; unless answered, it now is sent.

    One wants to hear by `feedback_due_on` (FIRST_FEEDBACK, unless told). Raises Refused as `check_may_share` does,
    for nothing to send, and for a part whose data category the consent does not cover.
    """
    sent_at, day = take_turn(), today()
    consent = check_may_share(referral, day)
    channel = CHANNELS.read(channel)
    if not parts:
        raise Refused("Bitte kreuzen Sie an, welche Daten an die Stelle gehen sollen.")
    beyond = [part.label for part in parts if part.category not in (consent.categories or [])]
    if beyond:
        raise Refused(
            "Die Einwilligung deckt das nicht: %(what)s. Bitte lassen Sie es weg, oder holen Sie eine "
            "neue Einwilligung ein.",
            what=", ".join(dict.fromkeys(beyond)),
        )
    gone = Transmission(
        municipality_id=referral.municipality_id,
        referral=referral,
        referral_id=referral.id,
        person_id=referral.person_id,
        partner=referral.partner,
        partner_id=referral.partner_id,
        consent=consent,
        consent_id=consent.id,
        channel=channel,
        sent_at=sent_at,
        recorded_by_id=actor().user_id,
        recipient=referral.recipient,
        content=list(parts),
    )
    db.session.add(gone)
    if is_on_its_way_by_sending(_state_of(referral)):
        add_state(
            referral, SENT, day, feedback_due_on=feedback_due_on or working_day_after(day, FIRST_FEEDBACK)
        )
    note("referrals:data:sent", subject=referral.person_id, referral=str(referral.id), channel=channel)
    return gone


def _state_of(referral: Referral) -> str:
    state = referral.state_then()
    return state.state if state else PREPARED
