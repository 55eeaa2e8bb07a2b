"""What people can be told apart by in the cross table: stage, dwelling, age, origin, title, length of stay."""

from datetime import date

import numpy as np

from casework.housing.spans import NO_END, NOTHING, Codes, Ints
from casework.statistics.ages import AGE_GROUPS, age_groups
from casework.statistics.dimensions import Groups, Words, dimension
from casework.statistics.facts import Facts
from casework.vocabulary.housing import PRIVATE_FLAT, STAGES
from casework.vocabulary.nationalities import nationality_name
from casework.vocabulary.people import SEXES
from casework.vocabulary.residence import RESIDENCE_TITLES
from casework.vocabulary.spelling import folded

PRIVATE, ELSEWHERE = "private", "elsewhere"
_NOT_IN_A_HOUSE = {PRIVATE: "Privatwohnung", ELSEWHERE: "andere Wohnform"}
SCHOOL_AGES = {
    "0-2": "unter 3 (Krippe)",
    "3-5": "3–5 (Kindergarten)",
    "6-9": "6–9 (Grundschule)",
    "10-15": "10–15",
    "16-17": "16–17",
    "18+": "volljährig",
}
_SCHOOL_STEPS = (3, 6, 10, 16, 18)
STAYS = {
    "0-2": "unter 3 Monate",
    "3-11": "3 bis unter 12 Monate",
    "12-23": "1 bis unter 2 Jahre",
    "24-35": "2 bis unter 3 Jahre",
    "36-59": "3 bis unter 5 Jahre",
    "60+": "5 Jahre und länger",
}
_STAY_STEPS = (3, 12, 24, 36, 60)


@dimension(
    "stage",
    "Stufe",
    source="domain brief §0.3",
    definition="Die Stufe, wie sie am Abend des Stichtags erfasst ist: ein rechtlicher Abschnitt, kein Gebäude.",
)
def by_stage(facts: Facts) -> Groups:
    words = facts.evening.timeline.codes["stages"].words
    return Words(facts, facts.evening.stage, words, STAGES.label, first=STAGES.codes()).groups()


@dimension(
    "house",
    "Unterkunft",
    source="domain brief §7.1",
    definition="Die Unterkunft, in der die Person am Abend des Stichtags lebt; wer in keiner lebt, nach der Wohnform.",
)
def by_house(facts: Facts) -> Groups:
    houses, form = facts.evening.timeline.codes["houses"].words, facts.evening.form
    elsewhere = np.where(facts.evening.in_form(PRIVATE_FLAT), len(houses), len(houses) + 1)
    said = np.where(
        facts.evening.house != NOTHING, facts.evening.house, np.where(form == NOTHING, NOTHING, elsewhere)
    )
    names = {house.key: house.name for house in facts.occupancies} | _NOT_IN_A_HOUSE
    return Words(
        facts,
        said,
        [*houses, *_NOT_IN_A_HOUSE],
        lambda key: names.get(key, key),
        last=[*_NOT_IN_A_HOUSE],
        unknown="ohne bekannte Wohnung",
    ).groups()


@dimension(
    "district",
    "Ortsteil",
    source="domain brief §7.14",
    definition="Der Ortsteil der Unterkunft oder der Wohnung, in der die Person am Abend des Stichtags lebt; groß und "
    "klein geschrieben ist er derselbe.",
)
def by_district(facts: Facts) -> Groups:
    evening, codes, spelt = facts.evening, Codes(), dict[str, str]()
    of_house = {house.key: house.district for house in facts.occupancies}

    def code_of(district: str | None) -> int:
        return codes.of(folded(spelt.setdefault(folded(district), district)) if district else None)

    houses = [code_of(of_house.get(key)) for key in evening.timeline.codes["houses"].words]
    stated = [code_of(word) for word in evening.timeline.codes["districts"].words]
    said = np.where(
        evening.house != NOTHING,
        np.array([*houses, NOTHING])[evening.house],
        np.array([*stated, NOTHING])[evening.district],
    )
    return Words(facts, said, [spelt[word] for word in codes.words], str).groups()


@dimension(
    "sex",
    "Geschlecht",
    source="domain brief §6",
    definition="Das Geschlecht, wie es im Register stand.",
)
def by_sex(facts: Facts) -> Groups:
    return Words(
        facts,
        facts.said("sex"),
        facts.roster.words("sex"),
        SEXES.label,
        first=SEXES.codes(),
        unknown="unbekannt",
    ).groups()


@dimension(
    "age",
    "Alter",
    source="domain brief §6",
    definition="Das Alter am Stichtag; der Tag der Geburt zählt mit. Ungeklärt ist es ohne Geburtsdatum und wo ein "
    "unvollständiges Datum zwei Gruppen zulässt.",
)
def by_age(facts: Facts) -> Groups:
    places = age_groups(facts.said("born_first"), facts.said("born_last"), facts.question.on)
    return _in_bands(facts, places, {group: f"{group.replace('-', '–')} Jahre" for group in AGE_GROUPS})


@dimension(
    "school_age",
    "Kita- und Schulalter",
    source="domain brief §6",
    definition="Das Alter am Stichtag nach Abschnitten von Betreuung und Schule; die Schule beginnt hier mit dem "
    "sechsten Geburtstag, gleich wann jemand eingeschult wird.",
)
def by_school_age(facts: Facts) -> Groups:
    born = facts.said("born_first"), facts.said("born_last")
    return _in_bands(facts, age_groups(*born, facts.question.on, _SCHOOL_STEPS), SCHOOL_AGES)


@dimension(
    "nationality",
    "Staatsangehörigkeit",
    source="domain brief §6",
    definition="Die zuerst genannte Staatsangehörigkeit.",
)
def by_nationality(facts: Facts) -> Groups:
    words = facts.roster.words("nationality")
    return Words(facts, facts.said("nationality"), words, nationality_name).groups()


@dimension(
    "title",
    "Aufenthaltstitel",
    source="domain brief §2.1",
    definition="Der Titel, der am Stichtag gilt; der Tag, bis zu dem er gültig ist, zählt mit. Ist "
    "festgehalten, dass er rechtlich bis zu einem anderen Tag gilt als aufgedruckt, zählt dieser. Von mehreren gilt "
    "der zuletzt begonnene. Ohne Angabe: Es ist keiner erfasst, der an diesem Tag gilt.",
)
def by_title(facts: Facts) -> Groups:
    evening = facts.evening
    titles, day = evening.timeline.titles(evening.moment), evening.day
    rows = titles.rows
    until = np.where(titles["legally_until"] == NOTHING, rows.ends_on, titles["legally_until"])
    holds = (rows.starts_on <= day) & ((until == NO_END) | (day <= until))
    person, said = evening.leading(rows.owner), np.full(evening.timeline.people, NOTHING, np.int64)
    holding = np.flatnonzero(holds & (person < len(said)))
    in_order = holding[np.argsort(rows.starts_on[holding], kind="stable")]
    said[person[in_order]] = titles["title"][in_order]
    return Words(facts, said, evening.timeline.codes["titles"].words, RESIDENCE_TITLES.label).groups()


@dimension(
    "length_of_stay",
    "Aufenthaltsdauer",
    source="domain brief §7.6",
    definition="Volle Monate vom letzten Zugang in den Bestand bis zum Stichtag; Umzüge und Wechsel der Stufe "
    "unterbrechen nicht.",
)
def by_length_of_stay(facts: Facts) -> Groups:
    evening = facts.evening
    stays = evening.timeline.stays(evening.moment).on(evening.day)
    arrived = np.full(facts.evening.timeline.people, NOTHING, np.int64)
    arrived[stays.person] = stays.starts_on
    months = np.where(arrived == NOTHING, NOTHING, _full_months(arrived, facts.question.on))
    places = np.where(months == NOTHING, NOTHING, np.searchsorted(_STAY_STEPS, months, side="right"))
    return _in_bands(facts, places, STAYS)


def _full_months(since: Ints, day: date) -> Ints:
    """How many months have passed by a day since each of these days (§§ 187 (1), 188 (2) BGB)."""
    distinct, places = np.unique(since, return_inverse=True)
    months = [
        (day.year - then.year) * 12 + day.month - then.month - (day.day < then.day)
        for then in (date.fromordinal(max(1, number)) for number in distinct.tolist())
    ]
    return np.array(months, np.int64)[places] if len(distinct) else since


def _in_bands(facts: Facts, places: Ints, labels: dict[str, str]) -> Groups:
    return Words(
        facts, places, list(labels), labels.__getitem__, first=list(labels), unknown="ungeklärt"
    ).groups()
