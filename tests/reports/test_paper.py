"""How numbers, names and check codes stand on paper."""

import pytest

from reports.paper import change, check_code, name, script_of

pytestmark = pytest.mark.engine_independent


@pytest.mark.parametrize(
    ("value", "shown"), [(3, "+3"), (-2, "−2"), (0, "±0"), (1200, "+1.200"), (None, "–")]
)
def test_a_change_shows_its_sign(value: int | None, shown: str) -> None:
    assert change(value) == shown


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("أحمد الحسين", ("und-Arab", "rtl")),
        ("Шевченко", ("und-Cyrl", "ltr")),
        ("ሰላም", ("und-Ethi", "ltr")),
        ("Öztürk", None),
        ("", None),
        ("– 12", None),
    ],
)
def test_a_name_is_read_in_its_own_script(text: str, script: tuple[str, str] | None) -> None:
    assert script_of(text) == script


def test_a_name_is_text_and_keeps_to_itself() -> None:
    assert name("<b>Fett</b>") == "&lt;b&gt;Fett&lt;/b&gt;"
    assert name("أحمد") == '<bdi lang="und-Arab" dir="rtl">أحمد</bdi>'
    assert name("Ali أحمد") == "<bdi>Ali أحمد</bdi>"


def test_a_check_code_follows_the_facts() -> None:
    code = check_code({"total": 1014, "by_stage": {"VU": 140, "AU": 821}})
    assert code == check_code({"by_stage": {"AU": 821, "VU": 140}, "total": 1014})
    assert code != check_code({"by_stage": {"AU": 820, "VU": 141}, "total": 1014})
    assert [len(part) for part in code.split("-")] == [4, 4, 4]
