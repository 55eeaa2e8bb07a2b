"""Rows of „personen“ about somebody new who looks like somebody already there: a remark, never a merge."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace

from casework.exchange.lists import Row
from casework.exchange.queries import tight
from casework.people.duplicates import Candidate, Draft, find_duplicates_of_many
from casework.people.models import Household
from casework.people.names import full_name

MOST_NAMED = 3


def warn_of_lookalikes(
    municipality_id: uuid.UUID, rows: Sequence[Row], households: Mapping[str, Household]
) -> None:
    """Say at each of these new rows whom in the register it resembles, if anything besides the name speaks for it."""
    drafts = [_draft(row, households) for row in rows]
    for row, found in zip(rows, find_duplicates_of_many(municipality_id, drafts), strict=True):
        worth_saying = [one for one in found if one.likeness.is_strong or len(one.likeness.reasons) > 1]
        if worth_saying:
            row.warn(None, f"ähnelt {', '.join(map(_told, worth_saying[:MOST_NAMED]))}")


def _told(found: Candidate) -> str:
    return f"{found.card.case_number} ({', '.join(found.likeness.reasons)})"


def _draft(row: Row, households: Mapping[str, Household]) -> Draft:
    household = households.get(tight(row["Haushalt"])) if row["Haushalt"] else None
    birth = row["Geburtsdatum"]
    return Draft(
        names=(full_name(row["Vornamen"], row["Familienname"]), *(row["Weitere Schreibweisen"] or ())),
        birth_date=birth and replace(birth, is_fictive=bool(row["Geburtsdatum fiktiv"])),
        sex=row["Geschlecht"],
        nationalities=tuple(row["Staatsangehörigkeit"] or ()),
        household_id=household.id if household else None,
        azr_number=row["AZR-Nummer"],
        bamf_file_number=row["BAMF-Aktenzeichen"],
    )
