"""The application put together; SLICES is the table of contents. Imports all, imported by none."""

from pathlib import Path

from flask import Flask
from flask_babel import Babel
from flask_migrate import Migrate

from casework import commands
from casework.access import guard
from casework.accounts import sign_in
from casework.accounts import views as accounts
from casework.appointments import views as appointments
from casework.audit import requests as trail
from casework.audit import views as audit
from casework.consents import views as consents
from casework.counselling import views as counselling
from casework.database.base import db
from casework.deadlines import views as deadlines
from casework.desk import views as desk
from casework.documents import views as documents
from casework.drafts import views as drafts
from casework.exchange import views as exchange
from casework.history import views as history
from casework.housing import views as housing
from casework.intake import views as intake
from casework.organisation import views as organisation
from casework.partners import views as partners
from casework.people import views as people
from casework.phrasebook import views as phrasebook
from casework.planning import views as planning
from casework.plans import views as plans
from casework.privacy import views as privacy
from casework.referrals import views as referrals
from casework.releases import views as releases
from casework.situation import views as situation
from casework.statistics import views as statistics
from casework.vault.keys import open_with
from casework.vault.sources import key_source
from casework.web import install as web
from casework.web import locked
from casework.web.cookies import find_signature_secret
from casework.web.requests import InMemoryRequest
from config import Config
from reports import views as reports

ROOT = Path(__file__).parent.parent
SLICES = (
    history,
    organisation,
    accounts,
    phrasebook,
    drafts,
    people,
    privacy,
    appointments,
    housing,
    desk,
    planning,
    partners,
    consents,
    referrals,
    situation,
    plans,
    counselling,
    documents,
    intake,
    deadlines,
    statistics,
    releases,
    exchange,
    reports,
    audit,
)


class Casework(Flask):
    """The application; its cookies are signed with a secret of the vault's, so without keys there is no session."""

    request_class = InMemoryRequest

    @property
    def secret_key(self) -> bytes | None:  # type: ignore[override]
        return find_signature_secret(self)


def create_app(config: Config) -> Flask:
    """A ready application over one instance; opens neither the database nor the key until they are needed."""
    app = Casework("casework", template_folder=str(ROOT / "templates"), instance_path=str(config.instance))
    app.config.from_mapping(
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},
        MAX_CONTENT_LENGTH=config.upload_limit_bytes,
        MAX_FORM_MEMORY_SIZE=config.upload_limit_bytes,
        LARGE_FILES_LENGTH=config.document_limit_bytes,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.secure_cookies,
        PERMANENT_SESSION_LIFETIME=config.session_longest,
        WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as its session: a long text may take its time
        BABEL_DEFAULT_LOCALE="de",
        BABEL_DEFAULT_TIMEZONE="Europe/Berlin",
    )
    app.extensions["casework config"] = config
    source = app.extensions["casework key source"] = key_source(config)
    db.init_app(app)
    with app.app_context():
        open_with(db.engine, source.keyring)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True, compare_type=True)
    Babel(app)
    for storey in (locked, web, sign_in, guard, trail):
        storey.install(app)
    for slice_views in SLICES:
        app.register_blueprint(slice_views.blueprint)
    commands.install(app)
    return app
