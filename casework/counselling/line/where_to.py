"""Which partner a name in a line means: „>jobcenter“, „>Caritas“, „>jc“."""

import uuid
from collections.abc import Iterable, Sequence
from functools import cached_property

from casework.partners.models import Partner
from casework.partners.queries import partners_of
from casework.referrals.queries import most_referred_to
from casework.vocabulary.counselling import PARTNER_KINDS
from casework.vocabulary.spelling import folded, plain

SHOWN = 12
"""How many partners a form lists; all others are named in the line."""
_SHORT_FORMS = {
    "jc": "JOBCENTER",
    "abh": "IMMIGRATION_OFFICE",
    "aa": "EMPLOYMENT_AGENCY",
    "arbeitsamt": "EMPLOYMENT_AGENCY",
    "vhs": "ADULT_EDUCATION",
    "ihk": "CHAMBER_IHK",
    "hwk": "CHAMBER_HWK",
    "anwalt": "LAWYER",
    "jugendamt": "YOUTH_OFFICE",
    "psz": "PSYCHOSOCIAL",
}


class Directory:
    """The partners in use of a municipality, by what is typed of their names."""

    def __init__(self, municipality_id: uuid.UUID) -> None:
        self._municipality_id = municipality_id
        self._partners: Sequence[Partner] | None = None

    def all(self) -> Sequence[Partner]:
        """All of them; read when first asked for."""
        if self._partners is None:
            self._partners = partners_of(self._municipality_id)
        return self._partners

    def few(self, named: Iterable[uuid.UUID]) -> list[Partner]:
        """Those named, those to whom most are referred, and then whoever comes first: as many as are SHOWN."""
        wanted = [*named, *self._often, *(partner.id for partner in self.all())]
        ids = set(list(dict.fromkeys(wanted))[:SHOWN])
        return [partner for partner in self.all() if partner.id in ids]

    @cached_property
    def _often(self) -> Sequence[uuid.UUID]:
        return most_referred_to(self._municipality_id, SHOWN)

    def meant(self, said: str) -> list[Partner]:
        """Those whose name is this, else has words that begin so, else are of this kind."""
        wanted = folded(said).split()
        if not wanted:
            return []
        kind = _SHORT_FORMS.get(plain(said)) or PARTNER_KINDS.find(said)
        tests = (
            lambda partner: plain(partner.name) == plain(said),
            lambda partner: all(any(word.startswith(part) for word in _words(partner)) for part in wanted),
            lambda partner: partner.kind == kind,
        )
        return next((found for test in tests if (found := [one for one in self.all() if test(one)])), [])


def _words(partner: Partner) -> list[str]:
    return folded(partner.name).replace("-", " ").split()
