"""Forms about translations: having read a page of them, and correcting one."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired, Length

from casework.phrasebook.operations import LONGEST_WORDING
from casework.phrasebook.sheets import PhraseSheet, Sentence
from casework.web.editions import EditForm
from casework.web.forms import BaseForm


class ReadForm(BaseForm):
    """Somebody has read all sentences of a page, which it remembers by their mark."""

    mark = HiddenField()

    @classmethod
    def of_sheet(cls, sheet: PhraseSheet) -> "ReadForm":
        return cls(data={"mark": sheet.mark})


class WordingForm(EditForm):
    """How one sentence is said."""

    wording = TextAreaField(
        _("Übersetzung"),
        [DataRequired(_("Bitte schreiben Sie die Übersetzung.")), Length(max=LONGEST_WORDING)],
        description=_("So wird der Satz bei Ihnen gedruckt. Wenn Sie speichern, gilt er als geprüft."),
    )

    @classmethod
    def of_sentence(cls, sentence: Sentence) -> "WordingForm":
        return cls(data={"wording": sentence.text}).of(sentence.row or sentence)
