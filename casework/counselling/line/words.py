"""What people write for a field of action, a contact, an interpreter, a result: words, short forms, single letters.

A word that ends in „*“ is also the beginning of longer ones („kita*“: Kita-Platz). Umlauts or „ae“, hyphens or none,
small or large: all the same.
"""

from functools import cache
from typing import NamedTuple

from casework.vocabulary.counselling import CONTACT_KINDS, FIELDS_OF_ACTION, INTERPRETERS, RESULTS
from casework.vocabulary.languages import language_name
from casework.vocabulary.spelling import plain

TOPIC, CONTACT, INTERPRETER, RESULT = "topic", "contact_kind", "interpreter", "result"
LANGUAGE, CONFIDENTIAL = "language", "is_confidential"
YES = "yes"
LONGEST_PHRASE = 4
"""Words."""
_SHORT_FORM = 3

TOPICS = {
    "AUF": "a auf asyl* aufenthalt* bleiberecht* abh ausländerbehörde* ausweis* duldung* bamf niederlassung* "
    "einbürgerung* passbeschaffung* reisepass* wohnsitzauflage*",
    "EXI": "e exi existenz* leistung* bürgergeld* jobcenter* jc asylblg sgb sozialamt* sozialleistung* "
    "grundsicherung* kindergeld* geld hartz* unterhalt* bildungspaket*",
    "WOH": "w woh wohn wohnen wohnung* wohnraum* umzug* miete mietvertrag* vermieter* zimmer wbs",
    "SPR": "s spr sprache* sprach* spracherwerb* deutsch deutschkurs* sprachkurs* integrationskurs* ik iks kurs b1 "
    "b2 a1 a2 c1",
    "BIL": "bil bildung* schule* schul* vkl vabo nachhilfe* zeugnis*",
    "KIT": "k kit kita* kiga* kindergarten* kinderbetreuung* kinderkrippe* krippe* tagesmutter*",
    "AUS": "aus ausbildung* studium* anerkennung* azubi* lehre uni universität* hochschule* praktikum*",
    "ARB": "arb arbeit* job jobsuche* jobs beschäftigung* bewerbung* arbeitserlaubnis* lebenslauf* agentur*",
    "GES": "g ges gesundheit* arzt* ärzt* arzttermin* krank* klinik* impf* krankenkasse* hebamme* zahnarzt* "
    "schwanger* behinderung*",
    "PSY": "p psy psych* trauma* psychosozial* therapie* belastung*",
    "FAM": "f fam familie familiennachzug* nachzug* ehe eltern* erziehung* scheidung* sorgerecht*",
    "REC": "r rec recht rechtsberatung* rechtlich schulden* vertrag verträge anwalt* rechtsanwalt* "
    "mahnung* inkasso* gericht* handyvertrag*",
    "ALL": "all alltag* post behördenpost* brief briefe formular* rundfunkbeitrag* konto* bank*",
    "TEI": "tei teilhabe* sport* verein* ehrenamt* freizeit* fußball*",
    "SCH": "sch schutz* gewalt* gewaltschutz* frauenhaus* bedrohung*",
    "RUE": "rue rück rückkehr* ausreise* heimreise*",
    "SON": "son sonst sonstiges sonstige",
}
CONTACTS = {
    "OFFICE": "b bü büro persönlich sprechstunde* beratungsstelle",
    "ACCOMMODATION": "u unt uk unterkunft heim gu wohnheim gemeinschaftsunterkunft imhaus vorort",
    "HOME_VISIT": "h hb hausbesuch* zuhause daheim",
    "ACCOMPANIMENT": "bg begl begleitung begleitet",
    "PHONE": "t tel telefon telefonat* telefonisch* anruf* angerufen telefoniert",
    "VIDEO": "v vid video videogespräch* videoanruf* videocall zoom teams webex",
    "MESSAGE": "m mail email emails whatsapp sms messenger signal nachricht chat schriftlich",
    "NETWORK": "n net netzwerk kollegial* fallbesprechung* helferkonferenz* ohneklient ohneklientin",
}
INTERPRETERS_BY_WORD = {
    "NONE": "ohnedolmetscher ohnedolmetscherin ohnesprachmittlung ohnesprachmittler",
    "PROFESSIONAL": "dolm dolmetscher* dolmetscherin mitdolmetscher mitdolmetscherin sprachmittler* mitsprachmittler "
    "berufsdolmetscher* professionellgedolmetscht",
    "VOLUNTEER": "ehrenamtlichgedolmetscht ehrenamtlicherdolmetscher ehrenamtlichedolmetscherin laiendolmetscher*",
    "FAMILY": "familiedolmetscht familieübersetzt tochterübersetzt sohnübersetzt tochterdolmetscht sohndolmetscht "
    "mannübersetzt frauübersetzt verwandteübersetzen",
    "REMOTE": "telefondolmetscher* videodolmetscher* dolmtel teldolm",
    "APP": "app übersetzungsapp* übersetzerapp googletranslate deepl mitapp",
}
RESULTS_BY_WORD = {
    "INFORMATION": "info information* informiert beraten",
    "CLARIFIED": "geklärt klärung erledigt",
    "APPLICATION": "antrag antraggestellt antragabgegeben beantragt",
    "REFERRAL": "weitervermittlung weitervermittelt vermittelt verwiesen",
    "APPOINTMENT": "termin terminvereinbart termingemacht",
    "CRISIS": "krise krisenintervention notfall",
    "NONE": "keinergebnis ohneergebnis ergebnislos",
}
LANGUAGES = [
    "ar",
    "en",
    "fa",
    "fr",
    "kmr",
    "ckb",
    "ku",
    "prs",
    "ps",
    "ru",
    "so",
    "ti",
    "tr",
    "uk",
    "ur",
    "am",
    "sq",
    "bg",
    "bs",
    "hr",
    "sr",
    "mk",
    "ro",
    "pl",
    "es",
    "pt",
    "it",
    "hy",
    "az",
    "ka",
    "bn",
    "pa",
    "hi",
    "ta",
    "zh",
    "vi",
    "rom",
]
LANGUAGES_OTHERWISE = {"farsi": "fa", "kurmanci": "kmr", "sorani": "ckb", "dari": "prs", "paschtu": "ps"}
CONFIDENTIAL_WORDS = "vertraulich strengvertraulich"


class Meaning(NamedTuple):
    """What a phrase says; a loose one is an ordinary word, which may also be the beginning of a sentence."""

    kind: str
    value: str
    is_loose: bool


def meaning(words: list[str]) -> Meaning | None:
    """What these words together mean, if anything."""
    phrase = plain("".join(words))
    exact, beginnings = _known()
    found = exact.get(phrase)
    if found is None and len(words) == 1:
        longest = next(
            (phrase[:end] for end in range(len(phrase), 2, -1) if phrase[:end] in beginnings), None
        )
        found = exact[longest] if longest else None
        return found and Meaning(*found, is_loose=True)
    return found and Meaning(*found, is_loose=found[0] in (RESULT, LANGUAGE) or words[0][:1].isupper())


def short_forms(code: str, spoken: dict[str, str]) -> list[str]:
    """The abbreviations of a code, shortest first, for the help beside the line."""
    found = [word for word in spoken[code].split() if len(word) <= _SHORT_FORM and "*" not in word]
    return sorted(found, key=len)


@cache
def _known() -> tuple[dict[str, tuple[str, str]], frozenset[str]]:
    """Each phrase with what it says; and those that longer words may begin with."""
    exact: dict[str, tuple[str, str]] = {}
    beginnings: set[str] = set()
    tables = (
        (TOPIC, TOPICS, FIELDS_OF_ACTION),
        (RESULT, RESULTS_BY_WORD, RESULTS),
        (INTERPRETER, INTERPRETERS_BY_WORD, INTERPRETERS),
        (CONTACT, CONTACTS, CONTACT_KINDS),
    )
    for kind, spoken, terms in tables:
        for code, words in spoken.items():
            for word in words.split():
                stem = plain(word)
                exact[stem] = (kind, code)
                if word.endswith("*"):
                    beginnings.add(stem)
        if kind in (TOPIC, CONTACT):
            exact |= {plain(term.label): (kind, term.code) for term in terms}
    for name, code in {**{language_name(code): code for code in LANGUAGES}, **LANGUAGES_OTHERWISE}.items():
        for said in (name, f"auf{name}", f"in{name}"):
            exact.setdefault(plain(said), (LANGUAGE, code))
    exact["aufdeutsch"] = (LANGUAGE, "de")
    exact |= {plain(word): (CONFIDENTIAL, YES) for word in CONFIDENTIAL_WORDS.split()}
    return exact, frozenset(beginnings)
