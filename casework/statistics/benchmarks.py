"""What other offices published of their work per full-time post (domain brief §3): for comparison, not a target."""

from dataclasses import dataclass
from decimal import Decimal

from casework.housing.places import one_decimal


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A number somebody published: so many for so many full-time posts."""

    place: str
    when: str
    what: str
    number: int
    posts: Decimal

    @property
    def per_post(self) -> Decimal:
        return one_decimal(self.number / self.posts)


BENCHMARKS = (
    Benchmark("Ludwigsburg", "01.02.2019", "Personen in der Anschlussunterbringung", 549, Decimal("6.7")),
    Benchmark("Landkreis Biberach", "2018", "Personen in der Anschlussunterbringung", 1998, Decimal(25)),
    Benchmark(
        "Landkreis Göppingen, volle Besetzung",
        "2018",
        "Personen in der Anschlussunterbringung",
        2076,
        Decimal(32),
    ),
    Benchmark(
        "Landkreis Göppingen, teilbesetzt",
        "2018",
        "Personen in der Anschlussunterbringung",
        2076,
        Decimal(25),
    ),
    Benchmark("Landkreis Waldshut", "2024", "aktive Integrationspläne", 1228, Decimal(17)),
    Benchmark("Landkreis Waldshut", "2024", "Beratungsgespräche im Jahr", 7048, Decimal(17)),
)
NO_TARGET = (
    "Einen verbindlichen Schlüssel gibt es nicht. Die Zahlen anderer Kommunen sind aus ihren Veröffentlichungen "
    "errechnet, zählen Verschiedenes und gehören zu anderen Zeiträumen: ein Vergleich, kein Ziel."
)
