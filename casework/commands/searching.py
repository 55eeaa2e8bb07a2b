"""`search WORDS`: people of the first municipality by name, number or house, best first."""

import click

from casework.audit.trail import Actor, act_as, witness, write_witnessed
from casework.commands.output import answered, as_json_option, show, show_json
from casework.organisation.queries import get_municipality
from casework.people import search as people

MOST_HITS = 20


@click.command("search")
@click.argument("words", nargs=-1, required=True, metavar="WORTE")
@click.option("--limit", type=click.IntRange(min=1), default=MOST_HITS, show_default=True, help="höchstens")
@as_json_option
@answered
def search(words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Personen nach Name, Nummer oder Unterkunft suchen."""
    town, wanted = get_municipality(), " ".join(words)
    hits = people.search(town.id, wanted)
    act_as(Actor(None, town.id))
    witness("people:register:searched", words=wanted, found=len(hits))
    write_witnessed()
    if as_json:
        show_json(
            [
                {
                    "case_number": hit.card.case_number,
                    "name": hit.card.name,
                    "birth_date": hit.card.birth_date.iso() if hit.card.birth_date else None,
                    "score": hit.score,
                }
                for hit in hits[:limit]
            ]
        )
        return
    for hit in hits[:limit]:
        born = str(hit.card.birth_date or "unbekannt")
        show(f"{hit.card.case_number:<12} {hit.card.list_name}, geb. {born}  ({hit.score:.2f})")
    if not hits:
        show("Niemand gefunden.")


COMMANDS = (search,)
