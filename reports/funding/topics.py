"""The topics of the talks, rare ones together: a topic of a single talk can point at somebody (domain brief §5.6)."""

from collections.abc import Mapping, Sequence

from casework.housing.places import rate
from reports.headline import TopicLine

LEAST = 3


def folded(lines: Sequence[TopicLine], talks: int) -> list[TopicLine]:
    """The same topics, those of one or two talks in one line, which takes in others until it tells of three, too."""
    rare = [line for line in lines if _is_small(line)]
    others = [line for line in lines if not _is_small(line)]
    while rare and others and _is_small(_together(rare, talks)):
        fewest = min(others, key=lambda line: (line.mentions, line.consultations))
        others.remove(fewest)
        rare.append(fewest)
    return [*others, _together(rare, talks)] if rare else others


def _is_small(line: TopicLine) -> bool:
    return any(0 < counted < LEAST for counted in (line.consultations, line.mentions))


def _together(lines: Sequence[TopicLine], talks: int) -> TopicLine:
    consultations = sum(line.consultations for line in lines)
    mentions = sum(line.mentions for line in lines)
    label = f"Weitere Themen zusammen ({len(lines)})"
    return TopicLine(label, consultations, rate(consultations, talks), mentions)


def topics_total(lines: Sequence[TopicLine]) -> Mapping[str, int]:
    """What the lines add up to."""
    return {
        "consultations": sum(line.consultations for line in lines),
        "mentions": sum(line.mentions for line in lines),
    }
