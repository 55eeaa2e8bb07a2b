"""The sentence a report begins with, for nobody, one and many."""

from datetime import date

import pytest

from casework.statistics.sentence import sentence

pytestmark = pytest.mark.engine_independent
DAY = date(2020, 6, 17)


def test_ludwigsburg() -> None:
    assert sentence("Musterstadt", DAY, {"VU": 140, "AU": 821, "UMA": 53, "EA": 0}) == (
        "Am 17.06.2020 lebten 1.014 Geflüchtete in Musterstadt: 140 in der vorläufigen Unterbringung, "
        "821 in der Anschlussunterbringung und 53 unbegleitete minderjährige Ausländer."
    )


def test_nobody() -> None:
    assert sentence("Musterstadt", DAY, {}) == "Am 17.06.2020 lebten keine Geflüchteten in Musterstadt."


def test_one() -> None:
    assert sentence("Musterstadt", DAY, {"UMA": 1}) == (
        "Am 17.06.2020 lebte 1 geflüchtete Person in Musterstadt: niemand in der vorläufigen Unterbringung, "
        "niemand in der Anschlussunterbringung und 1 unbegleitete minderjährige Person."
    )


def test_other_stages_are_named_when_somebody_is_in_them() -> None:
    assert sentence("Musterstadt", DAY, {"AU": 2, "JV": 1, "EA": 3, "SO": 4}) == (
        "Am 17.06.2020 lebten 10 Geflüchtete in Musterstadt: niemand in der vorläufigen Unterbringung, "
        "2 in der Anschlussunterbringung, keine unbegleiteten minderjährigen Ausländer, "
        "1 junge volljährige Person, 3 in der Erstaufnahme und 4 in einer sonstigen Stufe."
    )
