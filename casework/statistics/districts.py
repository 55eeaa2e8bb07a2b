"""In which district of the town people live: that of their house, else the one stated with their dwelling."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from casework.database.bulk import moment_of
from casework.housing.districts import populations
from casework.housing.evenings import Evening
from casework.housing.places import HouseOccupancy, in_order
from casework.housing.spans import NOTHING, Codes, Ints
from casework.vocabulary.spelling import folded


@dataclass(frozen=True, slots=True)
class District:
    """A district; `inhabitants` None where nobody counted them, `people` are those of the stock."""

    name: str
    people: int
    inhabitants: int | None


@dataclass(frozen=True, slots=True)
class Districts:
    """The districts by name; `elsewhere` are the people of the stock of whom no district is known."""

    known: Sequence[District]
    elsewhere: int

    @property
    def counted(self) -> list[District]:
        """Those whose inhabitants are known."""
        return [district for district in self.known if district.inhabitants is not None]


def districts(evening: Evening, occupancies: Sequence[HouseOccupancy]) -> Districts:
    """Everybody in the town's care by district; names that differ in case or umlauts only are one."""
    town, moment = evening.timeline.municipality_id, moment_of(evening.moment)
    counted = {folded(name): (name, number) for name, number in populations(town, evening.on, moment).items()}
    words = evening.timeline.codes["districts"].words
    spelt = {folded(name): name for name in words}
    spelt |= {folded(name): name for name in {house.district for house in occupancies} if name}
    spelt |= {key: name for key, (name, _number) in counted.items()}
    codes = Codes(spelt)
    people = _by_district(evening, codes, occupancies)
    rows = [
        District(spelt[key], living, counted[key][1] if key in counted else None)
        for key, living in zip(codes.words, people.tolist(), strict=False)
        if living or key in counted
    ]
    in_care = int(evening.in_care.sum())
    return Districts(sorted(rows, key=lambda row: in_order(row.name)), in_care - int(people.sum()))


def _by_district(evening: Evening, codes: Codes, occupancies: Sequence[HouseOccupancy]) -> Ints:
    """How many live in each; the last place of each look-up stands for nothing."""
    timeline = evening.timeline
    of_word = np.append(codes.codes([folded(word) for word in timeline.codes["districts"].words]), NOTHING)
    of_name = {name: codes.of(folded(name)) for name in {house.district for house in occupancies} if name}
    of_house = np.full(timeline.houses + 1, NOTHING, np.int64)
    for house in occupancies:
        code = timeline.codes["houses"].find(house.key)
        if code is not None and code < timeline.houses and house.district:
            of_house[code] = of_name[house.district]
    lodged, stated = evening.house[evening.in_care], evening.district[evening.in_care]
    found = np.where(lodged != NOTHING, of_house[lodged], of_word[stated])
    return np.bincount(found[found != NOTHING], minlength=len(codes))
