"""Mein Tag, the page everybody opens first, and the lists its last line leads to."""

from flask import render_template

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.accounts.queries import names_in
from casework.audit.trail import witness
from casework.database.moments import today
from casework.database.one_look import one_look
from casework.deadlines.blueprint import blueprint
from casework.deadlines.day.gathering import day_of
from casework.deadlines.day.outlook import awaited_referrals, outlook_of
from casework.deadlines.day.put_off import gap_months
from casework.deadlines.day.rows import Place
from casework.deadlines.day.silent import silent_people
from casework.people import page
from casework.people.register import card_of
from casework.web.paging import PAGE_SIZE, page_of


@blueprint.get("/")
@requires(Permission.ACCOUNTS_OWN)
def day() -> str:
    """What this role does first."""
    viewer = current_viewer()
    with one_look():
        found = day_of(viewer)
        return render_template(
            "deadlines/day.html",
            today=today(),
            day=found,
            places=Place,
            most=PAGE_SIZE,
            names=names_in(viewer.municipality_id) if found.resting else {},
            outlook=outlook_of(viewer),
            top=page.home_cards(viewer, "top"),
            cards=page.home_cards(viewer),
            reads_people=viewer.may(Permission.PEOPLE_PERSON_READ),
            leads_cases=viewer.sees_own_cases_only,
        )


@blueprint.get("/day/silent")
@requires(Permission.COUNSELLING_CONSULTATION_WRITE)
def silent() -> str:
    """The people of one's cases nobody has talked to for a long time."""
    viewer = current_viewer()
    months = gap_months(viewer.municipality_id)
    found = page_of(silent_people(viewer, months))
    witness("deadlines:silent:listed", found=found.total)
    return render_template("deadlines/silent.html", page=found, months=months)


@blueprint.get("/day/awaited")
@requires(Permission.REFERRALS_REFERRAL_WRITE)
def awaited() -> str:
    """What partners have not answered yet, due or not."""
    found = page_of(awaited_referrals(current_viewer()))
    witness("deadlines:awaited:listed", found=found.total)
    names = {one.person_id: card_of(one.person_id).name for one in found.items}
    return render_template("deadlines/awaited.html", page=found, names=names, today=today())
