"""What is said before a consent or a release from secrecy is printed; all of it may be left for the pen."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, Optional

from casework.partners.models import Partner
from casework.partners.queries import by_kind
from casework.vocabulary.consents import DATA_CATEGORIES, PURPOSES
from casework.vocabulary.phrases.languages import sheet_choices
from casework.web.fields import ChecksField, ChoiceField, DayField, OneOfField, as_choices
from casework.web.forms import BaseForm

LONGEST_LINE, LONGEST_TEXT = 200, 500
BY_HAND = ("", _("von Hand eintragen"))
ONE_WAY, MUTUAL = "one-way", "mutual"


class AllowedPaperForm(BaseForm):
    """Language and end of a form; nothing of it is stored."""

    language = ChoiceField(_("Sprache neben dem Deutschen"), choices=sheet_choices())
    partner_id = ChoiceField(_("Stelle"))
    valid_until = DayField(_("Gilt bis"), [Optional()])

    def __init__(self, partners: Iterable[Partner], **options: Any) -> None:
        super().__init__(**options)
        self.partner_id.choices = as_choices([BY_HAND, *as_choices(by_kind(partners))])


class ConsentPaperForm(AllowedPaperForm):
    """The consent as it will be printed."""

    purpose = OneOfField(_("Wofür?"), choices=[BY_HAND, *PURPOSES.choices()])
    categories = ChecksField(
        _("Welche Daten?"),
        choices=DATA_CATEGORIES.choices(),
        description=_("Nur diese stehen auf dem Blatt; ohne Kreuz alle, zum Ankreuzen von Hand."),
    )


class ReleasePaperForm(AllowedPaperForm):
    """The release from secrecy as it will be printed."""

    partner_id = ChoiceField(_("Mit wem? Stelle aus dem Verzeichnis"))
    released = StringField(_("Wer darf sprechen?"), [Optional(), Length(max=LONGEST_LINE)])
    towards = StringField(_("oder jemand anders"), [Optional(), Length(max=LONGEST_LINE)])
    about = TextAreaField(_("Worüber?"), [Optional(), Length(max=LONGEST_TEXT)])
    direction = OneOfField(
        _("Richtung"),
        choices=[BY_HAND, (ONE_WAY, _("nur in diese Richtung")), (MUTUAL, _("gegenseitig"))],
    )

    @property
    def is_mutual(self) -> bool | None:
        """Whether both may speak; None is for the pen."""
        return self.direction.data == MUTUAL if self.direction.data else None
