"""What people do all day, each as an act for a process of its own; one more is a function here and a line in a test."""

import time
import uuid

from flask import Flask
from sqlalchemy import delete, select

from casework.database.base import db
from casework.database.transaction import rollback, transaction
from casework.organisation.queries import get_municipality
from casework.people import operations
from casework.people.merging import merge, undo_merge
from casework.people.models import Person
from casework.vault.keys import keys
from casework.vault.models import SubjectKey
from tests import factories
from tests.processes import command

BREATH_SECONDS = 0.03
READER = "leserin@musterstadt.example"


def write(app: Flask, turn: int) -> str:
    """Takes somebody in, and notes a telephone number for somebody else; the name of who is new."""
    time.sleep(BREATH_SECONDS)
    name = f"Schreiber {turn}"
    with app.app_context():
        with transaction():
            town = get_municipality()
            operations.register_person(town.id, {"family_name": name})
            other = db.session.scalars(select(Person).order_by(Person.id).limit(1)).one()
            other.phone = f"0151 {turn}"
        db.session.remove()
    return name


def read(app: Flask, turn: int) -> int:
    """Opens every name there is, and a page with one of them; how many names that were."""
    time.sleep(BREATH_SECONDS)
    with app.app_context():
        people = list(db.session.scalars(select(Person)))
        keys().prefetch(person.id for person in people)
        names = {person.id: person.family_name for person in people}
        rollback()
        db.session.remove()
    assert all(names.values())
    client = app.extensions.get("test reader") or _signed_in(app)
    for address in ("/people?q=Haddad", f"/people/{list(names)[turn % len(names)]}"):
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 200, (answer.request.path, answer.text)
    return len(names)


def _signed_in(app: Flask):
    client = app.extensions["test reader"] = app.test_client()
    answer = client.post("/sign-in", data={"email": READER, "password": factories.PASSWORD})
    assert answer.status_code == 302, answer.text
    return client


def bring_in(app: Flask, turn: int) -> list[str]:
    """Reads a list in with the real command; the names on it."""
    config = app.extensions["casework config"]
    names = [f"Liste {turn} {place}" for place in range(40)]
    file = config.instance / f"liste-{turn}.csv"
    rows = [f"L-{turn}-{place};{name}" for place, name in enumerate(names)]
    file.write_text("\n".join(["Aktenzeichen;Familienname", *rows]))
    done = command(config, "import", "personen", str(file), "--json")
    assert done.returncode == 0, done.stderr
    return names


def merge_and_part(app: Flask, turn: int) -> uuid.UUID:
    """Puts two records together, and takes them apart again; which one it was."""
    time.sleep(BREATH_SECONDS)
    with app.app_context():
        with transaction():
            into, *others = db.session.scalars(select(Person).order_by(Person.id).limit(10)).all()
            merged = others[turn % len(others)]
            merge(merged, into)
            merged_id = merged.id
        time.sleep(BREATH_SECONDS)
        with transaction():
            undo_merge(db.session.get_one(Person, merged_id))
        db.session.remove()
    return merged_id


def erase(app: Flask, _turn: int) -> list[uuid.UUID]:
    """Makes subjects and destroys their keys again; who they were."""
    time.sleep(BREATH_SECONDS)
    with app.app_context():
        with transaction():
            made = [keys().create_subject() for _ in range(20)]
        for subject in made:
            time.sleep(BREATH_SECONDS)
            with transaction():
                db.session.execute(delete(SubjectKey).where(SubjectKey.id == subject))
        db.session.remove()
    return made
