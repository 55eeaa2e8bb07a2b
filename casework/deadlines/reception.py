"""Clocks of the vorläufige Unterbringung: its legal end, and how long it may go on (§ 9 FlüAG, domain brief §1.2)."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from casework.deadlines.due import Running, Watch
from casework.deadlines.lives import TitleHeld
from casework.housing.reception import TitleEvent, vu_ends_on
from casework.vocabulary.deadlines import VU_CONTINUED, VU_END
from casework.vocabulary.housing import PROVISIONAL
from casework.vocabulary.residence import is_admitted_group


def reception(watch: Watch) -> Iterator[Running]:
    """Until its end the VU runs, from the day after it goes on; who has left the stage has neither."""
    stage = watch.stage
    if stage is None or stage.stage != PROVISIONAL:
        return
    titles, admitted_on = watch.life.titles, watch.stage_since(stage)
    events = [TitleEvent(title.title, title.starts_on, title.final_on) for title in titles]
    ends_on = vu_ends_on(admitted_on, events)
    if watch.day > ends_on:
        yield watch.runs(VU_CONTINUED, ends_on, f"die VU endete rechtlich am {ends_on:%d.%m.%Y}")
        return
    title = _ended_by(titles, ends_on)
    if title is None:
        months = "sechs Monate" if any(is_admitted_group(one.title) for one in titles) else "24 Monate"
        why = f"{months} seit der Aufnahme am {admitted_on:%d.%m.%Y}"
        yield watch.runs(VU_END, admitted_on, why, due_on=ends_on)
    else:
        what = "Bescheid unanfechtbar" if title.final_on == ends_on else "Aufenthaltstitel erteilt"
        yield watch.runs(VU_END, ends_on, f"{what} am {ends_on:%d.%m.%Y}", due_on=ends_on, cause=title.row)


def _ended_by(titles: Sequence[TitleHeld], day: date) -> TitleHeld | None:
    """The title whose notice became final on a day, or else that was issued on it."""
    final = (title for title in titles if title.final_on == day)
    issued = (title for title in titles if title.starts_on == day)
    return next(chain(final, issued), None)
