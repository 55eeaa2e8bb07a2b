"""The figures of a report as its first pages print them: shares, the sum that must come out, what needs attention."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from casework.housing.places import rate
from casework.vocabulary.counselling import FIELDS_OF_ACTION
from casework.vocabulary.housing import FOLLOWUP, MINOR, PROVISIONAL, STAGES
from casework.web.components import day, number, percent

Figures = Mapping[str, Any]
ALWAYS_SHOWN = frozenset({PROVISIONAL, FOLLOWUP, MINOR})
Glance = tuple[str, list[tuple[str, str]]]
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage with its people now and on the evening before the period."""

    code: str
    label: str
    persons: int
    share: Decimal | None
    before: int

    @property
    def change(self) -> int:
        return self.persons - self.before


def stage_lines(now: Figures, before: Mapping[str, int]) -> list[StageLine]:
    """The stages of the headline: VU, AU and UMA always, the others when anybody is or was in them."""
    return [
        StageLine(
            stage.code,
            stage.label,
            now["by_stage"][stage.code],
            rate(now["by_stage"][stage.code], now["total"]),
            before[stage.code],
        )
        for stage in STAGES
        if stage.code in ALWAYS_SHOWN or now["by_stage"][stage.code] or before[stage.code]
    ]


@dataclass(frozen=True, slots=True)
class Step:
    """A term of the sum that leads from the old stock to the new one."""

    sign: str
    label: str
    words: str
    persons: int
    is_sum: bool = False


def flow(movement: Figures, evening_before: date, on: date) -> list[Step]:
    """Old stock, what was learnt of it since, who came, who left, new stock."""
    correction = movement["correction"]
    old, new = day(evening_before), day(on)
    return [
        Step("", _("Bestand %(day)s", day=old), _("Bestand am %(day)s", day=old), movement["opening"]),
        Step(
            "−" if correction < 0 else "+",
            _("Korrektur"),
            _("Korrektur durch Nachmeldungen"),
            abs(correction),
        ),
        Step("=", _("berichtigt"), _("Bestand berichtigt"), movement["corrected_opening"], is_sum=True),
        Step("+", _("Zugänge"), _("Zugänge"), movement["arrivals"]),
        Step("−", _("Abgänge"), _("Abgänge"), movement["departures"]),
        Step(
            "=",
            _("Bestand %(day)s", day=new),
            _("Bestand am %(day)s", day=new),
            movement["closing"],
            is_sum=True,
        ),
    ]


def difference(movement: Figures) -> int:
    """What is missing in the sum; anything but 0 is a fault of the software and is printed as such."""
    come_out = movement["opening"] + movement["correction"] + movement["arrivals"] - movement["departures"]
    learnt = movement["corrected_opening"] - movement["opening"] - movement["correction"]
    left: int = movement["closing"] - come_out
    return left or learnt


def plan_lines(figures: Figures) -> list[tuple[str, str]]:
    """The key figures of plans and cases in words."""
    plans = figures["plans"]
    return [
        (_("neu vereinbart"), number(plans["new"])),
        (_("fortgeführt"), number(plans["continued"])),
        (_("aktiv"), number(plans["active"])),
        (_("beendet"), number(plans["ended"])),
        (_("Zielerreichung, streng"), percent(plans["goal_attainment_strict"])),
        (_("Zielerreichung, gewichtet"), percent(plans["goal_attainment_weighted"])),
        (_("Erreichte Ziele, rechtzeitig"), percent((figures["goals"] or {}).get("achieved_on_time"))),
        (_("Fälle je Vollzeitstelle"), number(figures["caseload_per_fte"], 1)),
    ]


def glance(figures: Figures, together: Figures, open_referrals: int) -> list[Glance]:
    """Three short lists for the first page: houses, counselling, plans."""
    counselling, plans = figures["counselling"], figures["plans"]
    return [
        (
            _("Unterkünfte"),
            [
                (_("belegt"), number(together["occupied"])),
                (_("belegbare Plätze"), number(together["assignable_places"])),
                (_("Quote"), percent(together["occupancy_rate"])),
                (_("frei, netto"), number(together["free_net"])),
                (_("über der Platzzahl"), number(together["over_occupied"])),
            ],
        ),
        (
            _("Beratung"),
            [
                (_("Gespräche"), number(counselling["consultations"])),
                (_("beratene Personen"), number(counselling["persons"])),
                (_("Minuten"), number(counselling["minutes"])),
                (_("offene Vermittlungen"), number(open_referrals)),
                (_("Fälle je Vollzeitstelle"), number(figures["caseload_per_fte"], 1)),
            ],
        ),
        (
            _("Integrationspläne"),
            [
                (_("neu"), number(plans["new"])),
                (_("fortgeführt"), number(plans["continued"])),
                (_("aktiv"), number(plans["active"])),
                (_("beendet"), number(plans["ended"])),
                (_("Ziele erreicht"), percent(plans["goal_attainment_strict"])),
            ],
        ),
    ]


def attention(stock: Figures, houses: Sequence[Figures], overdue: int) -> list[str]:
    """What the round should speak of, each a sentence; nothing where all is well."""
    over = [house for house in houses if house["over_occupied"]]
    places = sum(house["places_blocked"] for house in houses)
    found = [
        (
            len(over),
            ngettext(
                "%(shown)s Unterkunft hat überbelegte Zimmer: %(names)s.",
                "%(shown)s Unterkünfte haben überbelegte Zimmer: %(names)s.",
                len(over),
                shown=number(len(over)),
                names=_named(over),
            ),
        ),
        (
            places,
            ngettext(
                "%(shown)s Platz ist gesperrt.",
                "%(shown)s Plätze sind gesperrt.",
                places,
                shown=number(places),
            ),
        ),
        *(
            (stock[key], ngettext(one, many, stock[key], shown=number(stock[key])))
            for key, one, many in (
                (
                    "misplaced",
                    "%(shown)s Person wohnt in einem Haus der vorläufigen Unterbringung, die für sie beendet ist.",
                    "%(shown)s Personen wohnen in einem Haus der vorläufigen Unterbringung, die für sie beendet ist.",
                ),
                (
                    "uma_of_age",
                    "%(shown)s als UMA erfasste Person ist volljährig; der Wechsel der Stufe ist zu prüfen.",
                    "%(shown)s als UMA erfasste Personen sind volljährig; der Wechsel der Stufe ist zu prüfen.",
                ),
                (
                    "without_dwelling",
                    "Für %(shown)s Person ist keine Wohnung erfasst.",
                    "Für %(shown)s Personen ist keine Wohnung erfasst.",
                ),
            )
        ),
        (
            overdue,
            ngettext(
                "Zu %(shown)s Vermittlung ist die Rückmeldung überfällig.",
                "Zu %(shown)s Vermittlungen ist die Rückmeldung überfällig.",
                overdue,
                shown=number(overdue),
            ),
        ),
    ]
    return [sentence for count, sentence in found if count]


MOST_NAMED = 5


def _named(houses: list[Mapping[str, Any]]) -> str:
    worst = sorted(houses, key=lambda house: (-house["over_occupied"], house["name"]))
    names = ", ".join(f"{house['name']} (+{number(house['over_occupied'])})" for house in worst[:MOST_NAMED])
    return names if len(worst) <= MOST_NAMED else _("%(names)s und weitere", names=names)


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A field of action with the talks it was the main topic of, and the talks that touched it."""

    label: str
    consultations: int
    share: Decimal | None
    mentions: int


def topic_lines(counselling: Figures) -> list[TopicLine]:
    """The fields of action that came up, the most frequent first."""
    main, mentions = counselling["by_main_topic"], counselling["topic_mentions"]
    codes = [code for code in FIELDS_OF_ACTION.codes() if main.get(code) or mentions.get(code)]
    codes.sort(key=lambda code: (-main.get(code, 0), -mentions.get(code, 0)))
    return [
        TopicLine(
            FIELDS_OF_ACTION.label(code),
            main.get(code, 0),
            rate(main.get(code, 0), counselling["consultations"]),
            mentions.get(code, 0),
        )
        for code in codes
    ]
