"""Words are found in texts whatever their case and accents, and shown where they stand."""

import pytest

from casework.counselling.marks import LENGTH_OF_EXCERPT, excerpt, has_all, patterns_of


def marked(text: str, words: str) -> str:
    return "".join(
        f"[{piece.text}]" if piece.is_hit else piece.text for piece in excerpt(text, patterns_of(words))
    )


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Überweisung zum Facharzt", "uberweisung FACHARZT", "[Überweisung] zum [Facharzt]"),
        ("Straße, STRASSE, Strasse", "straße", "[Straße], [STRASSE], [Strasse]"),
        ("Bei Öztürk und Ozturk", "özturk", "Bei [Öztürk] und [Ozturk]"),
        ("Cafe\u0301 und Café", "café", "[Cafe\u0301] und [Café]"),
        ("محمَّد war da", "محمد", "[محمَّد] war da"),
        ("Кошице", "КОШИЦЕ", "[Кошице]"),
        ("a.b (c) [d]* e+", "(c) [d]*", "a.b [(c)] [[d]*] e+"),
        ("Mietvertrag", "vertrag miet", "[Mietvertrag]"),
        ("ohne Treffer", "", "ohne Treffer"),
    ],
)
def test_every_spelling_is_found_and_marked(text: str, words: str, shown: str) -> None:
    assert has_all(text, patterns_of(words))
    assert marked(text, words) == shown


@pytest.mark.parametrize(("text", "words"), [("Jobcenter", "job center xyz"), ("Mai", "mais"), ("", "a")])
def test_every_word_must_occur(text: str, words: str) -> None:
    assert not has_all(text, patterns_of(words))


def test_an_excerpt_begins_before_the_hit_and_says_what_is_left_out() -> None:
    text = "Anfang. " * 60 + "Hier steht das Zeugnis. " + "Ende. " * 60
    shown = marked(text, "zeugnis")
    assert shown.startswith("…Anfang.")
    assert "[Zeugnis]" in shown
    assert shown.endswith("…")
    assert len(shown) <= LENGTH_OF_EXCERPT + len("……[]")
