"""What holds, derived from what was stated: spans that still follow are kept, and every knowledge of earlier ones."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, inspect, select

from casework.audit.trail import touched
from casework.database.base import db
from casework.database.episodes import effective
from casework.database.recorded import moment_of_recording
from casework.housing.stage_changes import enter
from casework.housing.stays import EffectiveSpan, Episode, StageSpan

Content = tuple[Any, ...]


def derive(
    span_type: type[EffectiveSpan],
    facts: Sequence[str],
    municipality_id: uuid.UUID,
    stated: Mapping[uuid.UUID, Sequence[Episode]],
    record_ids: Sequence[uuid.UUID],
) -> None:
    """Write the spans that follow for each person from the episodes of all their records, in order.

    Under a merged record nothing follows: `record_ids` are those of all records of these people.
    """
    names = ("starts_on", "ends_on", *facts)
    held: dict[uuid.UUID, dict[Content, EffectiveSpan]] = defaultdict(dict)
    believed = span_type.known_until.is_(None)
    for span in db.session.scalars(select(span_type).where(believed, span_type.person_id.in_(record_ids))):
        held[span.person_id][tuple(getattr(span, name) for name in names)] = span
    moment = moment_of_recording()
    fresh = []
    for person_id, episodes in stated.items():
        for episode, holds in zip(episodes, effective(episodes), strict=True):
            content = (holds.starts_on, holds.ends_on, *(getattr(episode, name) for name in facts))
            if held[person_id].pop(content, None) is None:
                fresh.append(
                    {
                        "id": uuid.uuid4(),
                        "person_id": person_id,
                        "municipality_id": municipality_id,
                        "known_from": moment,
                        **dict(zip(names, content, strict=True)),
                    }
                )
    past = [span for spans in held.values() for span in spans.values()]
    for span in past:
        span.known_until = moment
    touched().update(span.person_id for span in past)
    touched().update(row["person_id"] for row in fresh)
    db.session.flush()
    if fresh:
        db.session.execute(insert(inspect(span_type).local_table), fresh)
    if span_type is StageSpan:
        enter(
            moment,
            holds=[(row["starts_on"], row["ends_on"], row["stage"]) for row in fresh],
            no_longer=[tuple(getattr(span, name) for name in names) for span in past],
        )
