"""The rules that come with the software: one row per clock and version, with its paragraph (domain brief §1, §2, §3).

Federal law as read on 29.04.2026; what nobody verified says so in its note.
"""

from datetime import date

from casework.deadlines.versions import FROM_THE_START, Continuation, RuleVersion
from casework.situation.asylblg import MONTHS_OF_BASIC_BENEFITS
from casework.vocabulary import deadlines as clock
from casework.vocabulary.periods import DAYS, MONTHS, WEEKS, WORKING_DAYS, YEARS, Length

_BY_THE_FACTS = Length(0, DAYS)
_PAPERS = (90, 60, 30, 7)
_MON_SAT = {clock.WERKTAGE: clock.MONDAY_TO_SATURDAY}
_DISPUTED = "Ob der Samstag ein Werktag ist, ist umstritten; bitte festlegen."


def _rule(
    code: str,
    length: Length,
    paragraph: str,
    *,
    days: tuple[int, ...] = (),
    months: tuple[int, ...] = (),
    since: date = FROM_THE_START,
    note: str = "",
    options: dict[str, str] | None = None,
    continues: Continuation | None = None,
) -> RuleVersion:
    warn_before = (*(Length(each, MONTHS) for each in months), *(Length(each, DAYS) for each in days))
    return RuleVersion(
        f"{code}:{since}",
        code,
        since,
        length,
        warn_before,
        paragraph,
        note,
        options or {},
        continues=continues,
        is_shipped=True,
    )


def _ukraine(year: int, source: str) -> RuleVersion:
    """§ 24 titles valid on 1 February of a year continue until 4 March of the next, without anybody extending them."""
    valid_on, until = date(year, 2, 1), date(year + 1, 3, 4)
    return _rule(
        clock.TITLE_EXPIRY,
        _BY_THE_FACTS,
        "§ 81 (4) AufenthG",
        days=_PAPERS,
        since=valid_on,
        note=source,
        continues=Continuation("AE_24", valid_on, until, "§ 2 UkraineAufenthFGV"),
    )


SHIPPED = (
    _rule(
        clock.TITLE_EXPIRY,
        _BY_THE_FACTS,
        "§ 81 (4) AufenthG",
        days=_PAPERS,
        note="Der Antrag vor dem Ablauf lässt den Titel fortgelten.",
    ),
    _ukraine(2024, "BGBl. 2023 I Nr. 334"),
    _ukraine(2025, "BGBl. 2024 I Nr. 363"),
    _ukraine(2026, "BGBl. 2025 I Nr. 252"),
    _rule(clock.TOLERATION_EXPIRY, _BY_THE_FACTS, "§ 60a AufenthG", days=_PAPERS),
    _rule(clock.PERMISSION_EXPIRY, _BY_THE_FACTS, "§§ 63, 63a AsylG, § 81 (5) AufenthG", days=_PAPERS),
    _rule(clock.ASYLUM_APPLICATION, Length(2, WEEKS), "§ 67 (1) Nr. 2 AsylG", days=(14, 7, 3)),
    _rule(
        clock.ASYLUM_APPLICATION,
        Length(2, WEEKS),
        "§ 67 AsylG",
        days=(14, 7, 3),
        since=date(2026, 6, 12),
        note="Ungeprüft übernommen: AsylG in der Fassung des GEAS-Anpassungsgesetzes (BGBl. 2026 I Nr. 111).",
    ),
    _rule(
        clock.CHILD_TITLE,
        Length(6, MONTHS),
        "§ 81 (2) AufenthG",
        months=(6,),
        days=(60, 30, 7),
    ),
    _rule(
        clock.VU_END,
        _BY_THE_FACTS,
        "§ 9 FlüAG",
        days=(90, 30, 7),
        note="24 Monate, bei §§ 22–24 AufenthG sechs; die Statistik der Unterbringung rechnet ebenso.",
    ),
    _rule(clock.VU_CONTINUED, Length(3, MONTHS), "§ 9 (3) FlüAG", months=(3,), days=(30, 7)),
    _rule(clock.RESIDENCE_OBLIGATION, Length(3, YEARS), "§ 12a (1) AufenthG", days=(30,)),
    _rule(clock.COURSE_CLAIM, Length(1, YEARS), "§ 44 (2) AufenthG", days=(90, 30, 7)),
    _rule(clock.ASYLBLG_END, _BY_THE_FACTS, "§ 1 (3) AsylbLG", days=(60, 14, 7)),
    _rule(
        clock.ANALOGOUS_BENEFITS,
        Length(MONTHS_OF_BASIC_BENEFITS, MONTHS),
        "§ 2 (1) AsylbLG",
        days=(60, 30),
        note="Maßgeblich ist der Aufenthalt ohne wesentliche Unterbrechung.",
    ),
    _rule(
        clock.UMA_REPORT,
        Length(7, WORKING_DAYS),
        "§ 42a (4) SGB VIII",
        days=(7, 3, 1),
        options=_MON_SAT,
        note=_DISPUTED,
    ),
    _rule(
        clock.UMA_REGISTRATION,
        Length(3, WORKING_DAYS),
        "§ 42a (4) SGB VIII",
        days=(3, 1),
        options=_MON_SAT,
        note=_DISPUTED,
    ),
    _rule(
        clock.UMA_LAND_NAMED,
        Length(2, WORKING_DAYS),
        "§ 42b (1) SGB VIII",
        days=(2,),
        options=_MON_SAT,
        note=_DISPUTED,
    ),
    _rule(
        clock.UMA_OFFICE_NAMED,
        Length(2, WORKING_DAYS),
        "§ 42b (3) SGB VIII",
        days=(2,),
        options=_MON_SAT,
        note=_DISPUTED,
    ),
    _rule(
        clock.UMA_HEALTH,
        Length(14, WORKING_DAYS),
        "§ 42b (4) Nr. 2 SGB VIII",
        days=(14, 3),
        options=_MON_SAT,
        note=_DISPUTED,
    ),
    _rule(clock.UMA_DISTRIBUTION, Length(1, MONTHS), "§ 42b (4) Nr. 4 SGB VIII", days=(14, 7, 3)),
    _rule(
        clock.UMA_ADULT,
        Length(18, YEARS),
        "§§ 41, 42 SGB VIII",
        months=(12, 6, 3),
        note="Gezeigt wird der Geburtstag: Volljährig ist, wer an ihm um 0 Uhr 18 Jahre vollendet (§ 187 (2) BGB).",
    ),
    _rule(clock.CONSENT_EXPIRY, _BY_THE_FACTS, "Art. 7 DSGVO", days=(30, 7)),
    _rule(clock.PLAN_REVIEW, _BY_THE_FACTS, "VwV Integrationsmanagement", days=(14, 3)),
    _rule(
        clock.COUNSELLING_LIMIT,
        Length(3, YEARS),
        "VwV Integrationsmanagement",
        days=(180, 90, 30),
        options={clock.COUNTED_FROM: clock.ALLOCATION, clock.EXTENSION: "1"},
        note="Ab wann die drei Jahre zählen, ist nicht verbindlich geregelt; bitte festlegen.",
    ),
    _rule(clock.REGISTER_BLOCK, Length(2, YEARS), "§ 51 (4) BMG", days=(90, 30, 7)),
)
