"""The slip a client takes along: where to, when, what to bring, what it is about; in German and in their language."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from casework.organisation.models import Letterhead
from casework.partners.opening_hours import OpeningHours, clock
from casework.vocabulary.slips import TO_BRING
from reports.bilingual import Sheet

A_MONDAY = date(2024, 1, 1)
"""Weekdays have names, and names are found by days."""


@dataclass(frozen=True)
class Destination:
    """Where the client goes: a partner, or whatever place an appointment names."""

    name: str
    address: str = ""
    phone: str = ""
    hours: OpeningHours = field(default_factory=OpeningHours)

    @property
    def open_days(self) -> list[tuple[date, str]]:
        """A day of each weekday on which it is open, and the times."""
        return [
            (
                A_MONDAY + timedelta(days=weekday),
                ", ".join(f"{clock(begins)}–{clock(ends)}" for begins, ends in spans),
            )
            for weekday, spans in enumerate(self.hours.spans)
            if spans
        ]


@dataclass(frozen=True)
class AppointmentSlip:
    """All that the slip says. What was typed stays as typed, everything else is said twice.

    `sends_data` tells whether the partner has data from us; None where nobody was referred.
    """

    sheet: Sheet
    letterhead: Letterhead
    writer: str
    destination: Destination
    day: date | None
    clock: time | None
    access: str
    bring: Sequence[str]
    bring_besides: str
    about: str
    reference: str = ""
    sends_data: bool | None = None

    @property
    def title(self) -> str:
        """What it is called as a file."""
        return f"Terminzettel {self.reference}".strip()

    @property
    def things(self) -> list[str]:
        """What is to be brought, in German words of the catalogue."""
        return [TO_BRING.label(code) for code in self.bring]

    @property
    def besides(self) -> list[str]:
        """What else is to be brought, a line each."""
        return [line.strip() for line in self.bring_besides.splitlines() if line.strip()]

    def html(self) -> str:
        """The slip, ready to be set."""
        return self.sheet.html("appointment_slip.html", slip=self, to=self.destination, head=self.letterhead)
