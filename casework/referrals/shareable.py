"""What we know of somebody that a partner could be told, in the words in which it would go out."""

from collections.abc import Callable, Mapping
from datetime import date

from casework.database.episodes import holds_on
from casework.housing.models import Accommodation
from casework.housing.queries import dwellings_of
from casework.people.households import count_members
from casework.people.queries import titles_of
from casework.referrals.models import Referral
from casework.vault.unreadable import NOT_READABLE
from casework.vocabulary.languages import language_name
from casework.vocabulary.nationalities import nationality_name
from casework.vocabulary.residence import RESIDENCE_TITLES


def known_of(referral: Referral, day: date) -> dict[str, str]:
    """The words by data category; one of which nothing is known, or which does not open, is left out."""
    said = {code: tell(referral, day) for code, tell in _KNOWN.items()}
    return {code: words for code, words in said.items() if words and NOT_READABLE not in words}


def _name(referral: Referral, _day: date) -> str:
    return referral.person.leading.full_name


def _birth_date(referral: Referral, _day: date) -> str:
    return str(referral.person.leading.birth_date or "")


def _contact(referral: Referral, _day: date) -> str:
    person = referral.person.leading
    return ", ".join(words for words in (person.phone, person.email) if words)


def _address(referral: Referral, day: date) -> str:
    """Of a house its street; what is no house has no address that we know of."""
    houses = [house for span, house, _room in dwellings_of(referral.person.leading) if holds_on(span, day)]
    return _street(houses[0]) if houses and houses[0] else ""


def _street(house: Accommodation) -> str:
    town = " ".join(words for words in (house.postcode, house.town) if words)
    return ", ".join(words for words in (house.name, house.street, town) if words)


def _languages(referral: Referral, _day: date) -> str:
    return ", ".join(map(language_name, referral.person.leading.languages or []))


def _nationality(referral: Referral, _day: date) -> str:
    return ", ".join(map(nationality_name, referral.person.leading.nationalities or []))


def _title(referral: Referral, day: date) -> str:
    held = next((title for title in titles_of(referral.person.leading) if title.is_valid_on(day)), None)
    if held is None:
        return ""
    until = f" bis {held.holds_until:%d.%m.%Y}" if held.holds_until else ""
    return f"{RESIDENCE_TITLES.label(held.title)}{until}"


def _family(referral: Referral, _day: date) -> str:
    """How many they are; who they are, is theirs to say."""
    others = count_members(referral.person.leading.household) - 1
    return f"{others} weitere im Haushalt" if others else "allein"


def _request(referral: Referral, _day: date) -> str:
    return referral.purpose


_KNOWN: Mapping[str, Callable[[Referral, date], str]] = {
    "NAME": _name,
    "BIRTH_DATE": _birth_date,
    "CONTACT": _contact,
    "ADDRESS": _address,
    "LANGUAGE": _languages,
    "NATIONALITY": _nationality,
    "RESIDENCE": _title,
    "FAMILY": _family,
    "REQUEST": _request,
}
