"""Figures of the talks in detail: forms, kinds of contact, groups, first and further talks, minutes of each topic."""

from casework.counselling.sequence import Place
from casework.statistics.facts import Facts
from casework.statistics.figures import MINUTES, figure
from casework.vocabulary.counselling import TALK_FORMS

TALKS = "Gespräche"
SOURCE = "domain brief §3.3, §7.10"


@figure(
    "talks.by_form",
    "Gespräche nach Art",
    unit=TALKS,
    source=SOURCE,
    definition="Jedes Gespräch zählt einmal: mit Akte, als Kurzkontakt oder als Gruppenangebot. Ein Kurzkontakt bleibt "
    "einer, auch wenn er später einer Person zugeordnet wird.",
)
def by_form(facts: Facts) -> dict[str, int] | None:
    return (
        None
        if facts.work.talks is None
        else {code: facts.work.talks.by_form[code] for code in TALK_FORMS.codes()}
    )


@figure(
    "talks.without_person",
    "Gespräche, in denen niemand genannt ist",
    unit=TALKS,
    source=SOURCE,
    definition="Kurzkontakte ohne Zuordnung, Gruppen ohne Namen und Kontakte ohne Klient/in. Sie zählen als Gespräch, "
    "aber nicht bei den beratenen Personen.",
)
def without_person(facts: Facts) -> int | None:
    return None if facts.work.talks is None else facts.work.talks.without_person


@figure(
    "talks.participants",
    "Teilnehmende an Gruppenangeboten",
    unit="Teilnahmen",
    source=SOURCE,
    definition="Die gezählten Teilnehmenden, ohne Zählung die genannten. Wer zweimal kommt, zählt zweimal; bei den "
    "beratenen Personen zählt nur, wer genannt ist.",
)
def participants(facts: Facts) -> int | None:
    return None if facts.work.talks is None else facts.work.talks.participants


@figure(
    "talks.first",
    "Erstgespräche",
    unit=TALKS,
    source=SOURCE,
    definition="Gespräche, die für wenigstens eine genannte Person das erste sind, oder das erste, seit nach dem Ende "
    "ihres Falls ein neuer begann. Kontakte ohne Klient/in zählen nicht.",
)
def first(facts: Facts) -> int | None:
    return None if facts.work.talk_order is None else facts.work.talk_order[Place.FIRST]


@figure(
    "talks.follow_up",
    "Folgegespräche",
    unit=TALKS,
    source=SOURCE,
    definition="Alle übrigen Gespräche mit genannten Personen.",
)
def follow_up(facts: Facts) -> int | None:
    return None if facts.work.talk_order is None else facts.work.talk_order[Place.FOLLOW_UP]


@figure(
    "talks.by_contact_kind",
    "Gespräche nach Kontaktart",
    unit=TALKS,
    source=SOURCE,
    definition="Jedes Gespräch zählt einmal, bei der Art, in der es geführt wurde.",
)
def by_contact_kind(facts: Facts) -> dict[str, int] | None:
    return None if facts.work.talks is None else dict(sorted(facts.work.talks.by_contact_kind.items()))


@figure(
    "talks.with_interpreter",
    "Gespräche mit Sprachmittlung",
    unit=TALKS,
    source=SOURCE,
    definition="Gespräche mit Sprachmittlung gleich welcher Art, auch durch Familie oder App.",
)
def with_interpreter(facts: Facts) -> int | None:
    return None if facts.work.talks is None else facts.work.talks.with_interpreter


@figure(
    "talks.minutes_by_topic",
    "Minuten je Thema",
    unit=MINUTES,
    source=SOURCE,
    definition="Jedes weitere Thema mit den Minuten, die bei ihm stehen; alles Übrige gehört zum Hauptthema. Die Summe "
    "ist die Beratungszeit.",
)
def minutes_by_topic(facts: Facts) -> dict[str, int] | None:
    return None if facts.work.talks is None else dict(sorted(facts.work.talks.minutes_by_topic.items()))
