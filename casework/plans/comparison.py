"""What changed between two versions of a plan, word by word where a text is long."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from casework.history.versions import Change, change_between
from casework.plans.agreements import last_agreement, moment_of, version_before
from casework.plans.contents import Part, contents_of
from casework.plans.models import IntegrationPlan
from casework.web.components import NOTHING

NEW, GONE, CHANGED = "new", "gone", "changed"
Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that is new, gone, or says something else than before."""

    part: Part
    happened: str
    changes: Sequence[Change] = ()


def differences(
    before: Sequence[Part],
    now: Sequence[Part],
    facts_of: Callable[[Part], Facts] = lambda part: part.everything,
) -> list[Difference]:
    """What became of each part from one moment to another, in the order of the later one; what is gone comes last."""
    old, new = {part.key: part for part in before}, {part.key: part for part in now}
    found = []
    for key, part in new.items():
        if key not in old:
            found.append(Difference(part, NEW))
        elif changes := _changes(dict(facts_of(old[key])), dict(facts_of(part))):
            found.append(Difference(part, CHANGED, changes))
    return [*found, *(Difference(part, GONE) for key, part in old.items() if key not in new)]


def _changes(old: dict[str, str], new: dict[str, str]) -> list[Change]:
    labels = dict.fromkeys([*new, *old])
    return [
        change_between(label, old.get(label, NOTHING), new.get(label, NOTHING))
        for label in labels
        if old.get(label, NOTHING) != new.get(label, NOTHING)
    ]


def changed_since_version_before(plan: IntegrationPlan, number: int) -> list[Difference]:
    """Everything that a version says otherwise than the one before it; nothing for the first."""
    before = version_before(plan, number)
    if before is None:
        return []
    old, new = moment_of(plan, before), moment_of(plan, number)
    return differences(contents_of(plan, old), contents_of(plan, new))


def is_changed_since_agreed(plan: IntegrationPlan) -> bool:
    """Whether what was agreed last has changed since: how far it came needs no new agreement."""
    last = last_agreement(plan)
    if last is None:
        return False
    before, now = contents_of(plan, moment_of(plan, last.number)), contents_of(plan)
    return bool(differences(_agreed(before), _agreed(now), lambda part: part.facts))


def _agreed(parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if part.facts]
