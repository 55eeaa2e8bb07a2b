"""On which days something can be said of a plan."""

from datetime import date

from casework.database.moments import today
from casework.errors import Refused
from casework.plans.models import IntegrationPlan


def check_within(plan: IntegrationPlan, day: date) -> None:
    """Refuse a day in the future, before the plan or after its end."""
    check_not_ahead(day)
    if day < plan.agreed_on:
        raise Refused(
            "Der %(day)s liegt vor der Vereinbarung des Plans am %(agreed)s.",
            day=f"{day:%d.%m.%Y}",
            agreed=f"{plan.agreed_on:%d.%m.%Y}",
        )
    if plan.ends_on is not None and day > plan.ends_on:
        raise Refused("Der Plan ist am %(day)s beendet worden.", day=f"{plan.ends_on:%d.%m.%Y}")


def check_not_ahead(day: date) -> None:
    """Refuse a day in the future."""
    if day > today():
        raise Refused("Der %(day)s liegt in der Zukunft.", day=f"{day:%d.%m.%Y}")
