"""The forms of a document: the files, for whom it is, and what is said of it; only file and kind are asked."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import Field, StringField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from casework.database.moments import today
from casework.documents.examination import Examined, examine
from casework.documents.operations import STATEMENTS
from casework.errors import Refused
from casework.vocabulary.documents import DOCUMENT_KINDS
from casework.web.editions import EditForm
from casework.web.fields import ChecksField, ChoiceField, DayField, as_choices
from casework.web.forms import BaseForm

LONGEST_REMARK = 2_000
LONGEST_REASON = 500
ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf"


class StatementForm(EditForm):
    """What is said of a document."""

    kind = ChoiceField(
        _("Art"),
        [DataRequired(_("Bitte wählen Sie, was für ein Dokument es ist."))],
        choices=lambda: as_choices([("", _("bitte wählen")), *DOCUMENT_KINDS.choices(today())]),
    )
    issued_on = DayField(_("Ausgestellt am"), [Optional()])
    served_on = DayField(_("Zugestellt am"), [Optional()])
    valid_until = DayField(_("Gültig bis"), [Optional()])
    remark = StringField(_("Bemerkung"), [Optional(), Length(max=LONGEST_REMARK)])

    def details(self) -> dict[str, Any]:
        """The statements as the operations take them."""
        return {name: self[name].data or None for name in STATEMENTS}


class DocumentForm(StatementForm):
    """A document to be filed."""

    files = MultipleFileField(
        _("Datei"),
        description=_("Foto, Scan oder PDF, auch mehrere Seiten auf einmal; zusammen höchstens 50 MB."),
        render_kw={"accept": ACCEPTED, "multiple": True},
    )
    photo = FileField(_("Foto aufnehmen"), render_kw={"accept": "image/*", "capture": "environment"})
    people = ChecksField(_("Für wen?"))

    def offer(self, people: Iterable[tuple[str, str]]) -> None:
        """Put the people it may be for into the list."""
        self.people.choices = as_choices(people)

    def validate_files(self, _field: Field) -> None:
        if not list(self._brought()):
            raise ValidationError(_("Bitte wählen Sie eine Datei oder nehmen Sie ein Foto auf."))

    def validate_people(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Bitte kreuzen Sie an, für wen das Dokument ist."))

    def validate(self, extra_validators: Any = None) -> bool:
        """A form that is shown again has lost its files: browsers do not give them back."""
        fits: bool = super().validate(extra_validators)
        if not fits and not self.files.errors:
            self.ask_for_the_files_again()
        return fits

    def ask_for_the_files_again(self) -> None:
        """Say that the files must be chosen anew."""
        self.blame("files", Refused(str(_("Bitte wählen Sie die Datei noch einmal aus."))))

    @property
    def person_ids(self) -> list[uuid.UUID]:
        """For whom it is."""
        return [uuid.UUID(person_id) for person_id in self.people.data or []]

    def examined(self) -> list[Examined]:
        """Every file, looked at. Raises Refused, which names the one that is not kept."""
        return [_examined(file) for file in self._brought()]

    def _brought(self) -> Iterator[FileStorage]:
        for file in [*(self.files.data or []), self.photo.data]:
            if file:
                yield file


class RetractForm(BaseForm):
    """Why a document is taken back."""

    reason = StringField(
        _("Grund"),
        [
            DataRequired(_("Bitte geben Sie an, warum Sie das Dokument zurücknehmen.")),
            Length(max=LONGEST_REASON),
        ],
        description=_("Zum Beispiel: gehört einer anderen Person."),
    )


def _examined(file: FileStorage) -> Examined:
    name = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    try:
        return examine(file.stream.getvalue(), name)  # type: ignore[attr-defined]  # uploads stay in memory
    except Refused as refusal:
        raise Refused("„%(name)s“: %(why)s", name=name, why=str(refusal)) from None
