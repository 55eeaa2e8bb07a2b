"""The forms of a consent and of a release from secrecy, and the one that takes either back."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from casework.consents.models import Consent, SecrecyRelease
from casework.consents.operations import OF_CONSENT, OF_RELEASE
from casework.database.moments import today
from casework.partners.models import Partner
from casework.partners.queries import by_kind
from casework.vocabulary.consents import (
    CONSENT_FORMS,
    DATA_CATEGORIES,
    ORAL,
    PURPOSES,
    REVOCATION_WAYS,
    USUAL_CATEGORIES,
    USUAL_SPAN,
    WRITTEN,
)
from casework.vocabulary.counselling import INTERPRETERS
from casework.vocabulary.languages import USUAL, language_name
from casework.web.editions import EditForm
from casework.web.fields import ChecksField, ChoiceField, DayField, OneOfField, as_choices
from casework.web.forms import BaseForm

LONGEST_LINE, LONGEST_TEXT = 200, 2_000
PLEASE_CHOOSE = ("", _("bitte wählen"))


class AllowedForm(EditForm):
    """Who allows what: for whom in the household, how it was said, and how long it holds."""

    people = ChecksField(_("Wer erklärt es?"), description=_("Jede Person erhält eine eigene Erklärung."))
    form = OneOfField(_("Form"), choices=CONSENT_FORMS.choices(), default=WRITTEN)
    given_on = DayField(_("Erklärt am"), [DataRequired(_("Bitte geben Sie den Tag an."))])
    valid_until = DayField(
        _("Gilt bis"), [Optional()], description=_("Der Tag zählt mit. Leer: bis zum Widerruf.")
    )
    language = ChoiceField(_("Erklärt auf"))
    interpreter = ChoiceField(
        _("Sprachmittlung"), choices=[("", _("nicht angegeben")), *INTERPRETERS.choices()]
    )
    interpreter_name = StringField(_("Wer hat gedolmetscht?"), [Optional(), Length(max=LONGEST_LINE)])
    given_by = StringField(
        _("Wer hat für die Person erklärt?"),
        [Optional(), Length(max=LONGEST_LINE)],
        description=_("Bei Minderjährigen: Name und Verhältnis, zum Beispiel die Mutter oder der Vormund."),
    )
    remark = TextAreaField(
        _("Vermerk"),
        [Optional(), Length(max=LONGEST_TEXT)],
        description=_("Bei mündlicher Erklärung: wann, wo, wer dabei war."),
    )

    def offer(self, partners: Iterable[Partner], spoken: Sequence[str]) -> None:
        """Put partners and languages into the lists, first those that the person speaks."""
        field: Any = self["partner_id"]
        field.choices = as_choices([PLEASE_CHOOSE, *as_choices(by_kind(partners))])
        codes = dict.fromkeys(
            [*spoken, *USUAL, *([self.language.object_data] if self.language.object_data else [])]
        )
        self.language.choices = as_choices(
            [("", _("nicht angegeben")), *((code, language_name(code)) for code in codes)]
        )

    def offer_people(self, people: Iterable[tuple[str, str]]) -> None:
        """Put those who may say it into the list."""
        self.people.choices = as_choices(people)

    def validate_people(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Bitte kreuzen Sie an, wer es erklärt."))

    @property
    def person_ids(self) -> list[uuid.UUID]:
        """Who says it."""
        return [uuid.UUID(person_id) for person_id in self.people.data or []]

    def _said(self, names: Iterable[str]) -> dict[str, Any]:
        said = {name: self[name].data or None for name in names}
        return said | {"partner_id": uuid.UUID(said["partner_id"]) if said["partner_id"] else None}


class ConsentForm(AllowedForm):
    """A consent: for which partner, for what, and which data."""

    partner_id = ChoiceField(_("Stelle"), [DataRequired(_("Bitte wählen Sie, wer die Daten erhalten darf."))])
    purpose = OneOfField(_("Wofür?"), choices=PURPOSES.choices())
    categories = ChecksField(
        _("Welche Daten?"),
        [DataRequired(_("Bitte kreuzen Sie an, welche Daten die Stelle erhalten darf."))],
        choices=DATA_CATEGORIES.choices(),
        description=_("So wenig wie möglich: nur was die Stelle braucht."),
    )

    def details(self) -> dict[str, Any]:
        """The consent as the operations take it."""
        return self._said(OF_CONSENT)


class ReleaseForm(AllowedForm):
    """A release from secrecy: who may speak, to whom, about what."""

    released = StringField(
        _("Wer darf sprechen?"),
        [
            DataRequired(_("Bitte geben Sie an, wer von der Schweigepflicht entbunden wird.")),
            Length(max=LONGEST_LINE),
        ],
        description=_("Zum Beispiel: unsere Beratungsstelle, oder Praxis Dr. Muster."),
    )
    partner_id = ChoiceField(_("Mit wem? Stelle aus dem Verzeichnis"))
    towards = StringField(
        _("oder jemand anders"),
        [Optional(), Length(max=LONGEST_LINE)],
        description=_("Zum Beispiel: unsere Beratungsstelle, eine Anwältin, eine Ärztin."),
    )
    is_mutual = BooleanField(_("Beide dürfen miteinander sprechen (gegenseitig)"))
    about = TextAreaField(
        _("Worüber?"),
        [DataRequired(_("Bitte geben Sie an, worüber gesprochen werden darf.")), Length(max=LONGEST_TEXT)],
    )

    def details(self) -> dict[str, Any]:
        """The release as the operations take it."""
        return self._said(OF_RELEASE)


class RevokeForm(BaseForm):
    """When and how somebody took it back."""

    revoked_on = DayField(_("Widerrufen am"), [DataRequired(_("Bitte geben Sie den Tag an."))])
    revoked_by = OneOfField(_("Wie?"), choices=REVOCATION_WAYS.choices(), default=ORAL)
    reason = TextAreaField(
        _("Vermerk"),
        [Optional(), Length(max=LONGEST_TEXT)],
        description=_("Einen Grund muss niemand nennen."),
    )

    def details(self) -> dict[str, Any]:
        """The revocation as the operations take it."""
        return {name: self[name].data or None for name in ("revoked_on", "revoked_by", "reason")}


def new_values(person_id: uuid.UUID, asked: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What a form begins with: this person, today, for a year, the data most partners need; perhaps for a partner.

    `asked` is what an address says of `partner` and `purpose`.
    """
    said = asked or {}
    day: date = today()
    return {
        "people": [str(person_id)],
        "given_on": day,
        "valid_until": day + USUAL_SPAN,
        "categories": USUAL_CATEGORIES,
        "purpose": said.get("purpose") or PURPOSES.codes()[0],
        "partner_id": said.get("partner", ""),
    }


def known_values(allowed: Consent | SecrecyRelease, names: Iterable[str]) -> dict[str, Any]:
    """What a form shows of what is stored."""
    known = {name: getattr(allowed, name) for name in names}
    return known | {"partner_id": str(known["partner_id"]) if known["partner_id"] else ""}
