"""How the districts of a town are spelt: as its houses and flats name them, then as the directory does."""

import uuid
from collections.abc import Iterable

from casework.housing.districts import district_names
from casework.partners.queries import districts_served
from casework.vocabulary.spelling import folded


class Spelling:
    """The spelling of each district of a municipality; a district nobody has named yet is spelt as it comes."""

    def __init__(self, municipality_id: uuid.UUID) -> None:
        self._spelt: dict[str, str] = {}
        self._learn((*district_names(municipality_id), *sorted(districts_served(municipality_id))))

    def _learn(self, names: Iterable[str]) -> None:
        for name in names:
            self._spelt.setdefault(folded(name), name)

    def of(self, name: str) -> str:
        """A district as it was first spelt."""
        self._learn([name])
        return self._spelt[folded(name)]

    def names(self) -> list[str]:
        """All districts in German order."""
        return [self._spelt[key] for key in sorted(self._spelt)]
