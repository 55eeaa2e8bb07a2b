"""The rules of the place finder that ask who lives in a room and for whom it is meant."""

from collections.abc import Callable, Iterator

from casework.housing.finder import Candidate, Reason, Sought
from casework.vocabulary.housing import (
    BARRIER_FREE,
    FAMILY,
    MEN,
    PROTECTION,
    PROTECTION_HOUSE,
    SINGLE_HOUSEHOLD,
    WOMEN,
)


def meant_for_women_or_men(sought: Sought, room: Candidate) -> Iterator[Reason]:
    """Single men do not move into a women's room, nor women into a men's."""
    heads = sought.heads
    if room.constraint == WOMEN:
        if heads.men:
            yield Reason(-80, "Frauenzimmer, und es zögen Männer ein.")
        elif heads.unknown:
            yield Reason(-20, "Frauenzimmer; bei jemandem ist das Geschlecht nicht bekannt.")
        elif heads.women:
            yield Reason(15, "Frauenzimmer, und es ziehen nur Frauen ein.")
        else:
            yield Reason(-30, "Frauenzimmer, und es ziehen nur Kinder ein.")
    elif room.constraint == MEN:
        if heads.women:
            yield Reason(-80, "Männerzimmer, und es zögen Frauen ein.")
        elif heads.children:
            yield Reason(-60, "Männerzimmer, und es zögen Kinder ein.")
        elif heads.unknown:
            yield Reason(-20, "Männerzimmer; bei jemandem ist das Geschlecht nicht bekannt.")
        else:
            yield Reason(15, "Männerzimmer, und es ziehen nur Männer ein.")


def meant_for_one_household(sought: Sought, room: Candidate) -> Iterator[Reason]:
    """A family room or a single household's room is one household's alone."""
    strangers = room.strangers.total
    if room.constraint == FAMILY:
        if strangers:
            yield Reason(-80, "Familienzimmer, in dem schon eine andere Familie wohnt.")
        elif not sought.is_one_household:
            yield Reason(-40, "Familienzimmer, und die Gesuchten gehören nicht zusammen.")
        elif sought.heads.total == 1 and not room.kin.total:
            yield Reason(-25, "Familienzimmer, für eine einzelne Person zu schade.")
        else:
            yield Reason(15, "Familienzimmer, und es zieht eine Familie ein.")
    elif room.constraint == SINGLE_HOUSEHOLD:
        if strangers:
            yield Reason(-80, "Nur für einen Haushalt, und es wohnt schon ein anderer darin.")
        elif not sought.is_one_household:
            yield Reason(-40, "Nur für einen Haushalt, und die Gesuchten gehören nicht zusammen.")
        else:
            yield Reason(10, "Nur für einen Haushalt, und es zieht einer ein.")


def barrier_free(sought: Sought, room: Candidate) -> Iterator[Reason]:
    """Who cannot climb stairs needs it; others take it from those who do."""
    if room.constraint == BARRIER_FREE:
        if sought.barrier_free:
            yield Reason(25, "Barrierefrei, wie gebraucht.")
        else:
            yield Reason(-10, "Barrierefreies Zimmer; jemand anders könnte es brauchen.")
    elif sought.barrier_free:
        yield Reason(-60, "Nicht als barrierefrei angegeben.")


def protected(sought: Sought, room: Candidate) -> Iterator[Reason]:
    """Protected rooms are for who needs protection."""
    if room.constraint == PROTECTION:
        if sought.protection:
            yield Reason(25, "Schutzzimmer, und Schutz wird gebraucht.")
        else:
            yield Reason(-80, "Schutzzimmer: nur für Menschen, die Schutz brauchen.")
    elif sought.protection and room.house.kind != PROTECTION_HOUSE:
        yield Reason(-60, "Kein geschützter Platz.")


def among_themselves(sought: Sought, room: Candidate) -> Iterator[Reason]:
    """Who travels alone is housed apart from the other sex (§ 5 DVO FlüAG)."""
    heads = sought.heads
    if not sought.is_one_household and heads.women and heads.men and not room.is_whole_house:
        yield Reason(-60, "Alleinreisende Frauen und Männer gehören in getrennte Zimmer (§ 5 DVO FlüAG).")


def shared_with(sought: Sought, room: Candidate) -> Iterator[Reason]:
    """Whom one would share the room with."""
    if room.is_whole_house or not room.others.total:
        return
    if room.kin.total:
        yield Reason(18, "Dort wohnt schon jemand aus demselben Haushalt.")
    heads, others = sought.heads, room.strangers
    if not others.total:
        return
    yield Reason(-4 * min(others.total, 5), "Geteilt mit anderen: %(count)s.", {"count": others.total})
    if (heads.women and others.men) or (heads.men and others.women):
        yield Reason(-50, "Frauen und Männer, die nicht zusammengehören, teilten ein Zimmer (§ 5 DVO FlüAG).")
    if heads.children and others.adults:
        yield Reason(-30, "Kinder teilten das Zimmer mit Erwachsenen, die nicht zum Haushalt gehören.")


ROOM_RULES: tuple[Callable[[Sought, Candidate], Iterator[Reason]], ...] = (
    meant_for_women_or_men,
    meant_for_one_household,
    barrier_free,
    protected,
    among_themselves,
    shared_with,
)
