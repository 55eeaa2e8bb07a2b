"""Clocks of the vorläufige Unterbringung: its legal end, and how long it may go on (§ 9 FlüAG, domain brief §1.2)."""

from collections.abc import Iterator

from casework.deadlines.due import Running, Watch
from casework.housing.reception import TitleEvent, vu_ends_on
from casework.vocabulary.deadlines import VU_CONTINUED, VU_END
from casework.vocabulary.housing import PROVISIONAL
from casework.vocabulary.residence import is_admitted_group


def reception(watch: Watch) -> Iterator[Running]:
    """Until its end the VU runs, from the day after it goes on; who has left the stage has neither."""
    stage = watch.stage
    if stage is None or stage.stage != PROVISIONAL:
        return
    admitted_on = watch.stage_since(stage)
    titles = [TitleEvent(title.title, title.starts_on, title.final_on) for title in watch.life.titles]
    ends_on = vu_ends_on(admitted_on, titles)
    if watch.day > ends_on:
        yield watch.runs(VU_CONTINUED, ends_on, f"Die VU endete rechtlich am {ends_on:%d.%m.%Y}")
        return
    cause = next((title for title in watch.life.titles if title.final_on == ends_on), None) or next(
        (title for title in watch.life.titles if title.starts_on == ends_on), None
    )
    if cause is not None:
        what = "Bescheid unanfechtbar" if cause.final_on == ends_on else "Aufenthaltstitel erteilt"
        yield watch.runs(VU_END, ends_on, f"{what} am {ends_on:%d.%m.%Y}", due_on=ends_on, cause=cause.row)
        return
    months = "sechs Monate" if any(is_admitted_group(title.title) for title in titles) else "24 Monate"
    why = f"{months} seit der Aufnahme am {admitted_on:%d.%m.%Y}"
    yield watch.runs(VU_END, admitted_on, why, due_on=ends_on)
