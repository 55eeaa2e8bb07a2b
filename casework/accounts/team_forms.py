"""What is asked of a team."""

from typing import Any, Self

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired, Length, Optional

from casework.organisation.models import Team
from casework.web.editions import EditForm
from casework.web.fields import DayField


class NewTeamForm(EditForm):
    """A team as it is entered."""

    name = StringField(_("Name des Teams"), [DataRequired(), Length(max=200)])
    carrier = StringField(
        _("Träger"),
        [Optional(), Length(max=200)],
        description=_("Wenn nicht die Kommune selbst, zum Beispiel ein freier Träger."),
    )

    def details(self) -> dict[str, Any]:
        """What was typed, ready for the operations."""
        return {"name": self.name.data, "carrier": self.carrier.data}


class TeamForm(NewTeamForm):
    """A team as it is changed, or ends."""

    ends_on = DayField(
        _("Endet am"),
        [Optional()],
        description=_("Erster Tag ohne dieses Team. Es bleibt in den Zahlen der Zeit davor."),
    )

    @classmethod
    def of_team(cls, team: Team) -> Self:
        """The form, filled with what is known of a team."""
        return cls(obj=team).of(team)

    def details(self) -> dict[str, Any]:
        return super().details() | {"ends_on": self.ends_on.data}
