"""How long the stays of an evening have lasted, and those that ended in the period did; measured once."""

from collections.abc import Mapping
from functools import cached_property

from casework.housing.evenings import Evening
from casework.housing.spans import Ints
from casework.housing.stay_lengths import Lengths, Stays
from casework.vocabulary.housing import STAGES


class LengthsOfStay:
    """Of the evening, and of the days [since, evening]; without a period nothing is completed."""

    def __init__(self, evening: Evening, since: int | None) -> None:
        self._evening, self._since = evening, since

    @cached_property
    def running(self) -> Lengths:
        """From the first day in the town's care to the evening."""
        held = self._stays.on(self._evening.day)
        return Lengths.of(held.days_by(self._evening.day))

    @cached_property
    def running_by_stage(self) -> Mapping[str, Lengths]:
        """From the first day in the stage to the evening, of each stage that somebody is in."""
        held = self._stage_stays.on(self._evening.day)
        return self._by_stage(held, held.days_by(self._evening.day))

    @cached_property
    def completed(self) -> Lengths | None:
        """Of the stays that ended in the period."""
        ended = self._ended(self._stays)
        return None if ended is None else Lengths.of(ended.days())

    @cached_property
    def completed_by_stage(self) -> Mapping[str, Lengths] | None:
        """The same of the stays in each stage."""
        ended = self._ended(self._stage_stays)
        return None if ended is None else self._by_stage(ended, ended.days())

    def _ended(self, stays: Stays) -> Stays | None:
        return None if self._since is None else stays.ended_within(self._since, self._evening.day)

    def _by_stage(self, stays: Stays, days: Ints) -> dict[str, Lengths]:
        codes = self._evening.timeline.codes["stages"]
        found = {stage: Lengths.of(days[stays.stage == codes.find(stage)]) for stage in STAGES.codes()}
        return {stage: lengths for stage, lengths in found.items() if lengths.number}

    @property
    def _stays(self) -> Stays:
        return self._evening.timeline.stays(self._evening.moment)

    @property
    def _stage_stays(self) -> Stays:
        return self._evening.timeline.stage_stays(self._evening.moment)
