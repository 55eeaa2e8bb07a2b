"""What every form does: tidy text, German sentences, a summary that leads to the fields."""

import pytest
from flask import Flask, render_template_string
from flask.ctx import RequestContext
from wtforms import BooleanField, FileField, PasswordField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from casework.errors import Refused
from casework.web.fields import ChecksField, ChoiceField
from casework.web.forms import BaseForm, tidy
from casework.web.install import install

pytestmark = pytest.mark.engine_independent


class Sample(BaseForm):
    name = StringField("Name", [InputRequired(), Length(max=10)], description="Wie im Pass")
    text = TextAreaField("Text")
    secret = PasswordField("Passwort")
    stage = ChoiceField("Stufe", choices=[("AU", "AU")])
    present = ChecksField("Wer war da?", choices=[("a", "Amira")])
    agreed = BooleanField("einverstanden")


class Upload(BaseForm):
    file = FileField("Datei")


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__, template_folder="../../templates")
    app.config.update(SECRET_KEY="made up for this test", WTF_CSRF_ENABLED=False)
    install(app)
    return app


def sent(app: Flask, **values: str) -> RequestContext:
    return app.test_request_context(method="POST", data=values)


def test_text_is_tidied_but_passwords_are_not(app: Flask) -> None:
    with sent(app, name="  Mu\u0308ller\x00 ", text="eins\r\nzwei", secret=" geheim ", stage="AU"):
        form = Sample()
        assert form.validate()
        assert form.name.data == "Müller"
        assert form.text.data == "eins\nzwei"
        assert form.secret.data == " geheim "


def test_built_in_sentences_are_ours(app: Flask) -> None:
    with sent(app, stage="XX"):
        form = Sample()
        assert not form.validate()
        assert form.name.errors == ["Bitte ausfüllen."]
        assert form.stage.errors == ["Bitte etwas aus der Liste wählen."]
        assert form.status == 422


def test_the_library_speaks_german_where_we_have_no_sentence(app: Flask) -> None:
    with sent(app, name="viel zu lang für hier", stage="AU"):
        form = Sample()
        assert not form.validate()
        assert "länger als 10" in form.name.errors[0]


def test_a_refusal_is_shown_at_its_field_or_above_the_form(app: Flask) -> None:
    with sent(app, name="Haddad", stage="AU"):
        form = Sample()
        assert form.validate()
        form.blame("name", Refused("Diesen Namen gibt es schon."))
        form.blame(None, Refused("Das Haus ist voll."))
        lines = [(problem.text, problem.anchor) for problem in form.problems()]
        assert lines == [("Das Haus ist voll.", None), ("Name: Diesen Namen gibt es schon.", "name")]


def test_a_label_that_asks_keeps_its_question_mark(app: Flask) -> None:
    with sent(app, name="Haddad", stage="AU"):
        form = Sample()
        form.validate()
        form.blame("present", Refused("Bitte jemanden ankreuzen."))
        assert form.problems()[0].text == "Wer war da? Bitte jemanden ankreuzen."


def test_the_macro_ties_label_hint_and_error_together(app: Flask) -> None:
    with sent(app, name="", stage="AU"):
        form = Sample()
        form.validate()
        page = render_template_string(
            '{% from "components/forms.html" import form_open, field, error_summary %}'
            "{{ error_summary(form) }}{{ form_open(form) }}{{ field(form.name) }}{{ field(form.present) }}"
            "{{ field(form.agreed) }}</form>",
            form=form,
        )
    assert 'href="#name"' in page
    assert 'aria-describedby="name-hint name-error"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="name-hint"' in page
    assert 'id="name-error"' in page
    assert "<legend" in page
    assert 'for="agreed"' in page
    assert "style=" not in page


def test_a_form_with_a_file_is_sent_in_parts(app: Flask) -> None:
    with app.test_request_context():
        page = render_template_string(
            '{% from "components/forms.html" import form_open %}{{ form_open(form) }}', form=Upload()
        )
    assert 'enctype="multipart/form-data"' in page


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Layla\u202e Haddad\u2069 ", "Layla Haddad"),
        ("eins\r\nzwei\rdrei", "eins\nzwei\ndrei"),
        ("a\x00b\x07c\ufeff", "abc"),
        ("علی‌رضا", "علی‌رضا"),
    ],
    ids=["turning", "lines", "controls", "a joiner that Persian needs"],
)
def test_text_keeps_its_letters_and_nothing_that_hides_or_turns(typed: str, kept: str) -> None:
    assert tidy(typed) == kept
