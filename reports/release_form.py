"""The form on which somebody releases others from secrecy: who may speak, to whom, about what; in two languages."""

from dataclasses import dataclass

from reports.bilingual import Sheet
from reports.consent_form import Signing


@dataclass(frozen=True)
class ReleasePaper:
    """What the form says; what is empty is a line to be filled by hand."""

    sheet: Sheet
    signing: Signing
    released: str
    towards: str
    about: str
    is_mutual: bool | None

    def html(self) -> str:
        """The form, ready to be set."""
        return self.sheet.html("release_form.html", form=self, to=self.signing, head=self.signing.letterhead)
