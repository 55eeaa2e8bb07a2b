"""The languages in which a client can get a paper, as `people` codes them."""

from dataclasses import dataclass

from babel import Locale

from casework.vocabulary.languages import language_name

GERMAN = "de"


@dataclass(frozen=True, slots=True)
class ClientLanguage:
    """A language a paper is printed in beside German.

    `script` is ISO 15924, `direction` as HTML writes it, `locale` the place in CLDR where its weekdays stand.
    """

    code: str
    own_name: str
    script: str
    locale: str

    @property
    def german(self) -> str:
        """The German name."""
        return language_name(self.code)

    @property
    def direction(self) -> str:
        return Locale.parse(self.locale).text_direction


LANGUAGES = {
    language.code: language
    for language in (
        ClientLanguage("ar", "العربية", "Arab", "ar"),
        ClientLanguage("prs", "دری", "Arab", "fa_AF"),
        ClientLanguage("fa", "فارسی", "Arab", "fa"),
        ClientLanguage("uk", "Українська", "Cyrl", "uk"),
        ClientLanguage("ru", "Русский", "Cyrl", "ru"),
        ClientLanguage("tr", "Türkçe", "Latn", "tr"),
        ClientLanguage("ti", "ትግርኛ", "Ethi", "ti"),
        ClientLanguage("kmr", "Kurmancî", "Latn", "ku"),
        ClientLanguage("fr", "Français", "Latn", "fr"),
        ClientLanguage("en", "English", "Latn", "en"),
    )
}
"""By code, in the order in which a choice offers them."""


def sheet_choices() -> list[tuple[str, str]]:
    """What a form offers: German alone, then every language as „Dari – دری“."""
    return [
        (GERMAN, "nur Deutsch"),
        *((one.code, f"{one.german} – {one.own_name}") for one in LANGUAGES.values()),
    ]


def sheet_for(*codes: str | None) -> str:
    """The first of somebody's languages in which there are papers; German, if there is none."""
    return next((code for code in codes if code in LANGUAGES), GERMAN)
