"""Forms of the directory."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, EmailField, Field, StringField, TelField, TextAreaField, URLField
from wtforms.validators import DataRequired, Length, Optional, Regexp, ValidationError

from casework.errors import Refused
from casework.partners.contacts import CONTACT_DETAILS
from casework.partners.models import Partner, PartnerOffer
from casework.partners.offers import OFFER_DETAILS
from casework.partners.opening_hours import OpeningHours
from casework.partners.operations import DETAILS, website
from casework.vocabulary.counselling import FIELDS_OF_ACTION, PARTNER_KINDS
from casework.vocabulary.languages import language_name, read_language
from casework.vocabulary.partners import ACCESSIBILITY
from casework.web.editions import EditForm
from casework.web.fields import ChecksField, ChoiceField

_KINDS = [("", _("bitte wählen")), *PARTNER_KINDS.choices()]
_NEEDS = [("", _("kein bestimmtes")), *FIELDS_OF_ACTION.choices()]
_SEVERAL = _("Mehrere mit Komma trennen.")
_EMAIL = [
    Optional(),
    Length(max=200),
    Regexp(
        r"[^@\s]+@[^@\s]+\.[^@\s]+",
        message=_("Bitte eine vollständige E-Mail-Adresse eingeben, zum Beispiel name@beispiel.de."),
    ),
]


class PartnerForm(EditForm):
    """An organisation with its public contact, where and when it is there, and for whom."""

    name = StringField(_("Name der Stelle"), [DataRequired(), Length(max=200)])
    kind = ChoiceField(_("Art"), [DataRequired(_("Bitte wählen Sie die Art der Stelle."))], choices=_KINDS)
    phone = TelField(_("Telefon"), [Optional(), Length(max=60)])
    email = EmailField(_("E-Mail"), _EMAIL)
    website = URLField(_("Website"), [Optional(), Length(max=290)])
    street = StringField(_("Straße und Hausnummer"), [Optional(), Length(max=300)])
    postcode = StringField(_("PLZ"), [Optional(), Length(max=10)])
    town = StringField(_("Ort"), [Optional(), Length(max=200)])
    district = StringField(_("Ortsteil"), [Optional(), Length(max=200)])
    serves = StringField(
        _("Zuständig für die Ortsteile"),
        [Optional(), Length(max=1500)],
        description=_("Mehrere mit Komma trennen; leer: für die ganze Stadt."),
    )
    languages = StringField(_("Sprachen der Stelle"), [Optional(), Length(max=400)], description=_SEVERAL)
    opening_hours = TextAreaField(
        _("Öffnungszeiten"),
        [Optional(), Length(max=900)],
        description=_("Wie an der Tür: Mo–Fr 8:00–12:00, Do 14:00–18:00; nach Vereinbarung"),
    )
    accessibility = ChecksField(_("Barrierefreiheit"), choices=ACCESSIBILITY.choices())
    remark = TextAreaField(
        _("Hinweis"),
        [Optional(), Length(max=2000)],
        description=_("Was man wissen muss; keine Namen von Klientinnen und Klienten."),
    )
    is_active = BooleanField(_("steht bei Vermittlungen zur Wahl"), default=True)

    @classmethod
    def showing(cls, partner: Partner) -> "PartnerForm":
        """The form with what the directory says."""
        stored = {name: getattr(partner, name) for name in DETAILS}
        said = {"serves": ", ".join(partner.serves), "languages": _in_words(partner.languages)}
        form = cls(data=stored | said)
        form.of(partner)
        return form

    def validate_opening_hours(self, field: Field) -> None:
        _as_validation(lambda: OpeningHours.read(field.data))

    def validate_website(self, field: Field) -> None:
        _as_validation(lambda: website(field.data))

    def details(self) -> dict[str, Any]:
        """The details as the operations take them."""
        said = {"serves": _several(self.serves.data), "languages": _languages(self.languages.data)}
        return {name: self[name].data for name in DETAILS} | said


class OfferForm(EditForm):
    """Something a partner offers."""

    title = StringField(_("Angebot"), [DataRequired(), Length(max=200)])
    main_need = ChoiceField(_("Wichtigstes Handlungsfeld"), choices=_NEEDS, default="")
    further_needs = ChecksField(_("Auch für"), choices=FIELDS_OF_ACTION.choices())
    languages = StringField(
        _("Sprachen"),
        [Optional(), Length(max=400)],
        description=_("Mehrere mit Komma trennen; leer: die Sprachen der Stelle."),
    )
    audience = StringField(
        _("Für wen"), [Optional(), Length(max=300)], description=_("Zum Beispiel: Frauen mit kleinen Kindern")
    )
    cost = StringField(_("Kosten"), [Optional(), Length(max=200)], description=_("Zum Beispiel: kostenlos"))
    needs_registration = BooleanField(_("Anmeldung nötig"))
    needs_appointment = BooleanField(_("Termin nötig"))
    remark = TextAreaField(_("Hinweis"), [Optional(), Length(max=2000)])
    is_active = BooleanField(_("wird angeboten"), default=True)

    @classmethod
    def showing(cls, offer: PartnerOffer) -> "OfferForm":
        """The form with what is known of an offer."""
        stored = {name: getattr(offer, name) for name in OFFER_DETAILS}
        main, *further = offer.needs or [""]
        said = {"main_need": main, "further_needs": further, "languages": _in_words(offer.languages)}
        form = cls(data=stored | said)
        form.of(offer)
        return form

    def details(self) -> dict[str, Any]:
        """The details as the operations take them."""
        needs = dict.fromkeys(filter(None, (self.main_need.data, *(self.further_needs.data or ()))))
        said = {"needs": list(needs), "languages": _languages(self.languages.data)}
        return {name: self[name].data for name in OFFER_DETAILS if name in self} | said


class ContactForm(EditForm):
    """Somebody to ask for at a partner."""

    name = StringField(_("Name"), [DataRequired(), Length(max=200)])
    function = StringField(
        _("Aufgabe"), [Optional(), Length(max=200)], description=_("Zum Beispiel: Kursberatung")
    )
    phone = TelField(_("Telefon"), [Optional(), Length(max=60)])
    email = EmailField(_("E-Mail"), _EMAIL)

    def details(self) -> dict[str, Any]:
        """The details as the operations take them."""
        return {name: self[name].data for name in CONTACT_DETAILS}


def _several(typed: str | None) -> list[str]:
    return [part.strip() for part in (typed or "").replace("|", ",").split(",") if part.strip()]


def _languages(typed: str | None) -> list[str]:
    return list(dict.fromkeys(map(read_language, _several(typed))))


def _in_words(languages: list[str]) -> str:
    return ", ".join(map(language_name, languages))


def _as_validation(check: Callable[[], object]) -> None:
    try:
        check()
    except Refused as refusal:
        raise ValidationError(str(refusal)) from refusal
