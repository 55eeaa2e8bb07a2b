"""Inventing referrals to partners and what became of them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from casework.demo.cases import Case
from casework.demo.directory import ENTRIES
from casework.demo.events import Consented, ConsentRevoked, ReferralCame, Referred, Story
from casework.demo.texts import REFERRALS
from casework.demo.towns import Town
from casework.vocabulary.consents import USUAL_SPAN

ONE_DAY = timedelta(days=1)
A_MONTH = 0.016
"""Referrals a month for each household with an open case."""
RECENTLY = timedelta(days=75)
MORE_RECENTLY = 5
CONSENTED = {"PSYCHOSOCIAL": "EXCHANGE", "VOLUNTEERS": "VOLUNTEERS", "COUNSELLING": "APPOINTMENT"}
"""Partners to whom data may go after a referral, and what for."""
COURSES: tuple[tuple[tuple[str, str | None], ...], ...] = (
    (("ACCEPTED", None), ("ATTENDED", "Termin wahrgenommen"), ("CLOSED", "erledigt")),
    (("ATTENDED", "war dort"), ("CLOSED", "Antrag liegt vor")),
    (
        ("WAITING_LIST", "voraussichtlich drei Monate"),
        ("ACCEPTED", None),
        ("CLOSED", "beginnt im nächsten Kurs"),
    ),
    (("NO_SHOW", "nicht erschienen"), ("ATTENDED", "zweiter Termin"), ("CLOSED", None)),
    (("DECLINED", "kein Platz frei"),),
    (("ACCEPTED", None), ("NO_SHOW", None), ("CLOSED", "kommt nicht mehr")),
)


def tell_referrals(
    story: Story, rng: Random, town: Town, cases: Sequence[Case], since: date, until: date
) -> None:
    """The referrals of a town, month by month; the latest are still under way."""
    partners = [
        (entry.name.format(town=town.name), entry.kind) for entry in ENTRIES if entry.kind in REFERRALS
    ]
    month = since
    while month <= until:
        following = min((month.replace(day=1) + timedelta(days=32)).replace(day=1), until + ONE_DAY)
        led = [case for case in cases if case.is_open_on(month) and case.is_open_on(following - ONE_DAY)]
        often = A_MONTH * (MORE_RECENTLY if until - month < RECENTLY else 1)
        for _ in range(int(len(led) * often * (following - month).days / 30 + rng.random())):
            day = month + rng.randrange((following - month).days) * ONE_DAY
            _tell_referral(story, rng, rng.choice(led), rng.choice(partners), day, until)
        month = following


def _tell_referral(
    story: Story, rng: Random, case: Case, partner: tuple[str, str], day: date, until: date
) -> None:
    name, kind = partner
    came = list(_course(rng, case, day, until))
    referral = Referred(
        on=day,
        soul=rng.choice(case.adults),
        mailbox=case.mailbox,
        partner=name,
        purpose=rng.choice(REFERRALS[kind]),
        feedback_due_on=None if came else _due(rng, day, until),
        state="PREPARED" if not came and rng.random() < 0.35 else "SENT",
    )
    story.tell(referral)
    if kind in CONSENTED:
        _tell_consent(story, referral, CONSENTED[kind], until)
    for place, (on, state, remark) in enumerate(came):
        is_last = place == len(came) - 1 and state not in ("CLOSED", "DECLINED")
        due = _due(rng, on, until) if is_last else None
        story.tell(ReferralCame(on=on, referral=referral, state=state, remark=remark, feedback_due_on=due))


def _tell_consent(story: Story, referral: Referred, purpose: str, until: date) -> None:
    """Given with the referral; those of the first days of a month are taken back later."""
    day = referral.on
    given = Consented(
        on=day,
        soul=referral.soul,
        partner=referral.partner,
        purpose=purpose,
        language="ar" if day.day % 2 else "en",
        valid_until=day + USUAL_SPAN,
    )
    story.tell(given)
    revoked_on = day + 5 * day.day * ONE_DAY
    if day.day < 5 and revoked_on <= until:
        story.tell(ConsentRevoked(on=revoked_on, consent=given))


def _course(rng: Random, case: Case, day: date, until: date) -> Iterator[tuple[date, str, str | None]]:
    last = min(until, (case.ends_on or until) - ONE_DAY)
    for state, remark in rng.choice(COURSES):
        day += rng.randrange(6, 45) * ONE_DAY
        if day > last:
            return
        yield day, state, remark


def _due(rng: Random, day: date, until: date) -> date:
    """When one wants to hear more: for what is under way, round these days."""
    return max(day, until + rng.randrange(-4, 21) * ONE_DAY) if until - day < RECENTLY else day + 30 * ONE_DAY
