"""A form as it stands open in a window, whose script keeps what is typed into it."""

from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.access.shown_forms import ShownForm, shown_forms

CARRIED = ("draft", "draft_window", "draft_basis", "csrf_token")


@dataclass
class Window:
    """A window in which a form stands open; each has a name of its own."""

    client: FlaskClient
    address: str
    name: str
    values: dict[str, list[str]] = field(default_factory=dict)

    @property
    def form(self) -> ShownForm:
        return kept_form(self.client.get(self.address).text)

    def open(self) -> "Window":
        """Open the page; what its form shows is what stands in it."""
        self.values = self.form.filled()
        self.values["draft_window"] = [self.name]
        return self

    def type(self, **typed: str) -> TestResponse:
        """Type something, and let the script keep it."""
        self.values |= {name: [text] for name, text in typed.items()}
        answer = self.client.post("/drafts", data=self.values, headers={"Accept": "application/json"})
        if answer.status_code == 200:
            self.values["draft_basis"] = [answer.json["basis"]]
        return answer

    def send(self, **typed: Any) -> TestResponse:
        """Press the button."""
        return self.client.post(self.address, data=self.values | typed)


def kept_form(page: str) -> ShownForm:
    """The form of a page whose words are kept."""
    return next(form for form in shown_forms(page) if "draft" in form.fields)


def shown(page: str, name: str) -> list[str]:
    """What stands in a field of the form whose words are kept."""
    return kept_form(page).fields[name].chosen
