"""What is asked at the door and of an account."""

from collections.abc import Callable, Sequence
from typing import Any, Self

from flask_babel import lazy_gettext as _
from wtforms import EmailField, IntegerField, PasswordField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from casework.access.roles import ROLE_LABELS, Role
from casework.accounts.employing import PostSaid, ShareMissing
from casework.accounts.models import User
from casework.accounts.operations import AddressTaken
from casework.accounts.passwords import MOST_CHARACTERS, TooWeak
from casework.accounts.post_forms import A_SHARE, as_share, chosen_team, of_post, offer_teams
from casework.accounts.post_models import Post
from casework.accounts.sessions import WrongPassword
from casework.database.moments import today
from casework.errors import CaseworkError
from casework.organisation.models import Team
from casework.web.editions import EditForm
from casework.web.fields import ChoiceField, DayField
from casework.web.forms import BaseForm

LONGEST_ADDRESS = 254
LONGEST_NAME = 200
NEW_PASSWORD_HINT = _("Mindestens 12 Zeichen, am besten ein kurzer Satz; weder Name noch E-Mail-Adresse.")
_FIELD_OF: dict[type[CaseworkError], str] = {
    AddressTaken: "email",
    ShareMissing: "share_percent",
    TooWeak: "password",
    WrongPassword: "current",
}


class SignInForm(BaseForm):
    """Address and password."""

    email = EmailField(
        _("E-Mail-Adresse"),
        [InputRequired(), Length(max=LONGEST_ADDRESS)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _("Passwort"),
        [InputRequired(), Length(max=MOST_CHARACTERS)],
        render_kw={"autocomplete": "current-password"},
    )


class AccountForm(BaseForm):
    """A form whose refusals come from the account's own rules."""

    def blame_for(self, error: CaseworkError) -> None:
        """Show a refusal at the field it is about."""
        self.blame(_FIELD_OF.get(type(error)), error)

    def accepts(self, act: Callable[[], object]) -> bool:
        """A refusal is shown at the field it is about."""
        try:
            act()
        except CaseworkError as error:
            self.blame_for(error)
            return False
        return True


class PasswordForm(AccountForm):
    """A new password for somebody's account."""

    password = PasswordField(
        _("Neues Passwort"),
        [InputRequired()],
        description=NEW_PASSWORD_HINT,
        render_kw={"autocomplete": "new-password"},
    )


class OwnPasswordForm(PasswordForm):
    """A new password for one's own account: the old one proves who asks."""

    current = PasswordField(
        _("Bisheriges Passwort"),
        [InputRequired(), Length(max=MOST_CHARACTERS)],
        render_kw={"autocomplete": "current-password"},
    )


class UserForm(EditForm, AccountForm):
    """An account as it is changed."""

    name = StringField(
        _("Name"), [InputRequired(), Length(max=LONGEST_NAME)], render_kw={"autocomplete": "off"}
    )
    email = EmailField(
        _("E-Mail-Adresse"),
        [
            InputRequired(),
            Length(max=LONGEST_ADDRESS),
            Regexp(
                r"[^@\s]+@[^@\s]+\.[^@\s]+\Z",
                message=_("Bitte eine vollständige E-Mail-Adresse eingeben, zum Beispiel name@beispiel.de."),
            ),
        ],
        description=_("Damit meldet sich die Person an."),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    role = ChoiceField(_("Rolle"), choices=[(role.value, label) for role, label in ROLE_LABELS.items()])
    share_percent = IntegerField(
        _("Stellenanteil (%)"),
        [Optional(), A_SHARE],
        description=_("100 ist eine volle Stelle; leer: keine."),
        render_kw={"inputmode": "numeric"},
    )
    team_id = ChoiceField(_("Team"), default="")
    post_starts_on = DayField(
        _("Stelle und Team gelten ab"),
        [Optional()],
        description=_("Leer: ab heute. Für die Tage davor bleibt, was galt."),
    )

    @classmethod
    def of_user(cls, user: User, post: Post | None, teams: Sequence[Team]) -> Self:
        """The form, filled with what is known of an account and of the post it holds today."""
        form = cls(name=user.name, email=user.email, role=user.role, **of_post(post))
        return form.offering(teams).of(user)

    def offering(self, teams: Sequence[Team]) -> Self:
        """Put the teams into the list."""
        offer_teams(self.team_id, teams)
        return self

    def described(self) -> dict[str, Any]:
        """The account as it is typed, ready for the operations."""
        return {
            "name": self.name.data,
            "email": self.email.data,
            "role": Role(self.role.data),
            "post": PostSaid(
                as_share(self.share_percent.data),
                chosen_team(self.team_id),
                self.post_starts_on.data or today(),
            ),
        }


class NewUserForm(UserForm):
    """An account as it is created."""

    password = PasswordField(
        _("Erstes Passwort"),
        [InputRequired()],
        description=NEW_PASSWORD_HINT,
        render_kw={"autocomplete": "new-password"},
    )

    def described(self) -> dict[str, Any]:
        return super().described() | {"password": self.password.data or ""}
