"""What is asked of a post: its share in percent, the team, and the days."""

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Self

from flask_babel import lazy_gettext as _
from wtforms import IntegerField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from casework.accounts.post_models import Post
from casework.database.moments import today
from casework.organisation.models import Team
from casework.web.editions import EditForm
from casework.web.fields import ChoiceField, DayField, as_choices

PERCENT = Decimal(100)
A_SHARE = NumberRange(1, 100, message=_("Bitte eine Zahl von 1 bis 100 eingeben."))


def offer_teams(field: ChoiceField, teams: Sequence[Team]) -> None:
    """Put the teams into the list; of those that have ended only the one that is chosen."""
    offered = (team for team in teams if team.is_there_on(today()) or str(team.id) == field.object_data)
    field.choices = as_choices([("", _("kein Team")), *((str(team.id), team.name) for team in offered)])


def chosen_team(field: ChoiceField) -> uuid.UUID | None:
    """The team that was chosen, if any."""
    return uuid.UUID(field.data) if field.data else None


def as_share(percent: int | None) -> Decimal | None:
    """A share of a full-time post, out of the percent that were typed."""
    return None if percent is None else percent / PERCENT


def of_post(post: Post | None) -> dict[str, Any]:
    """Share and team of a post as the fields show them."""
    return {
        "share_percent": int(post.share * PERCENT) if post else None,
        "team_id": str(post.team_id) if post and post.team_id else "",
    }


class PostForm(EditForm):
    """What was stated of a post, for whoever corrects it."""

    share_percent = IntegerField(
        _("Stellenanteil (%)"), [InputRequired(), A_SHARE], render_kw={"inputmode": "numeric"}
    )
    team_id = ChoiceField(_("Team"), default="")
    starts_on = DayField(
        _("ab"),
        [DataRequired(_("Bitte geben Sie den ersten Tag an."))],
        description=_("Der erste Tag, an dem es gilt."),
    )
    ends_on = DayField(
        _("endet am"), [Optional()], description=_("Der erste Tag, an dem es nicht mehr gilt.")
    )

    @classmethod
    def of_stated(cls, post: Post, teams: Sequence[Team]) -> Self:
        """The form, filled with what is stated."""
        form = cls(**of_post(post), starts_on=post.starts_on, ends_on=post.ends_on)
        offer_teams(form.team_id, teams)
        return form.of(post)

    def stated(self) -> dict[str, Any]:
        """What was typed, ready for the operations."""
        return {
            "share": as_share(self.share_percent.data),
            "team_id": chosen_team(self.team_id),
            "starts_on": self.starts_on.data,
            "ends_on": self.ends_on.data,
        }
