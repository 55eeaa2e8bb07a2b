"""The form about the phase of a plan."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import DataRequired

from casework.plans.models import IntegrationPlan
from casework.plans.phases import phase_of, propose_phase
from casework.vocabulary.plans import CLOSE, PHASES
from casework.web.fields import DayField, OneOfField
from casework.web.forms import BaseForm


class PhaseForm(BaseForm):
    """Which phase a plan is in from a day on; its end is told elsewhere."""

    phase = OneOfField(
        _("Phase"),
        [DataRequired(_("Bitte wählen Sie die Phase."))],
        choices=[choice for choice in PHASES.choices() if choice[0] != CLOSE],
    )
    begins_on = DayField(_("seit"), [DataRequired(_("Bitte geben Sie den Tag an."))])

    @classmethod
    def as_proposed(cls, plan: IntegrationPlan, day: date) -> "PhaseForm":
        """From today on what follows from the plan, or what it is in already."""
        now = phase_of(plan)
        return cls(data={"phase": propose_phase(plan) or (now and now[0]), "begins_on": day})

    def details(self) -> dict[str, Any]:
        """The phase as `phases.enter_phase` takes it."""
        return {"phase": self.phase.data, "begins_on": self.begins_on.data}
