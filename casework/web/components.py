"""How days, moments, numbers and table rows are written on the screen."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from flask import Flask, g, get_flashed_messages, request
from flask_babel import format_date, get_locale, get_translations, ngettext
from flask_babel import gettext as _
from markupsafe import Markup, escape

from casework.database.moments import BERLIN, today
from casework.vault.unreadable import is_unreadable
from casework.web.fields import field_kind

NOTHING = "–"
_HARD_SPACE = "\u00a0"
_MEGABYTE = 1024 * 1024


def day(value: date | None) -> str:
    """17.06.2020."""
    if isinstance(value, datetime):
        value = _in_berlin(value)
    return f"{value:%d.%m.%Y}" if value else NOTHING


def moment(value: datetime | None) -> str:
    """17.06.2020, 10:41 Uhr, by the clock in Berlin."""
    return str(_("%(day)s, %(time)s Uhr", day=day(value), time=clock(value))) if value else NOTHING


def clock(value: datetime | None) -> str:
    """10:41, by the clock in Berlin."""
    return f"{_in_berlin(value):%H:%M}" if value else NOTHING


def weekday(value: date) -> str:
    """Mittwoch."""
    return str(format_date(value, "EEEE"))


def month(value: date) -> str:
    """Juni 2020."""
    return str(format_date(value, "LLLL yyyy"))


def _in_berlin(value: datetime) -> datetime:
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(BERLIN)


def number(value: float | Decimal | None, decimals: int = 0) -> str:
    """1.014 or, with decimals, 12,50: half is rounded up, as by hand."""
    if value is None:
        return NOTHING
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(rounded):,}".translate(str.maketrans(",.", ".,"))
    return f"−{text}" if rounded < 0 else text


def file_size(size_bytes: int) -> str:
    """340 KB or 1,2 MB: how large a file is."""
    if size_bytes < _MEGABYTE:
        return f"{number(max(1, size_bytes / 1024))}{_HARD_SPACE}KB"
    return f"{number(size_bytes / _MEGABYTE, 1)}{_HARD_SPACE}MB"


def percent(value: float | Decimal | None, decimals: int = 1) -> str:
    """95,0 % for the percentage 95.0; – where there is nothing to divide by."""
    return NOTHING if value is None else f"{number(value, decimals)}{_HARD_SPACE}%"


def age_in_days(since: date | None, on: date | None = None) -> str:
    """120 Tage: how long something has lasted on a day, today unless told."""
    if since is None:
        return NOTHING
    days = ((on or today()) - since).days
    return str(ngettext("%(shown)s Tag", "%(shown)s Tage", days, shown=number(days)))


def distance(value: date | None, on: date | None = None) -> str:
    """heute, gestern, vor 3 Tagen, in 12 Tagen: only ever beside the day itself."""
    if value is None:
        return ""
    days = (value - (on or today())).days
    near = {0: _("heute"), 1: _("morgen"), -1: _("gestern")}
    if days in near:
        return str(near[days])
    if days < 0:
        return str(ngettext("vor %(num)s Tag", "vor %(num)s Tagen", -days))
    return str(ngettext("in %(num)s Tag", "in %(num)s Tagen", days))


_ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(td|th)\b([^>]*)>")


def table_body(rows: Markup, columns: Sequence[Any]) -> Markup:
    """Rows whose cells know their column: its word for the card on a small screen, its alignment."""

    def label_row(row: re.Match[str]) -> str:
        if "colspan" in row[0]:
            return row[0]
        remaining = iter(columns)
        return _CELL.sub(lambda cell: _labelled(cell, next(remaining, None)), row[0])

    body = _ROW.sub(label_row, str(rows))
    return Markup(body if "<tbody" in body else f"<tbody>{body}</tbody>")  # noqa: S704  # rendered by Jinja already


def _labelled(cell: re.Match[str], column: Any) -> str:
    if column is None:
        return cell[0]
    tag, attributes = cell[1], cell[2]
    known = column if isinstance(column, Mapping) else {"label": column}
    if "data-label" not in attributes:
        attributes += f' data-label="{escape(str(known["label"]))}"'
    if known.get("kind"):
        if 'class="' in attributes:
            attributes = attributes.replace('class="', f'class="{escape(known["kind"])} ', 1)
        else:
            attributes += f' class="{escape(known["kind"])}"'
    return f"<{tag}{attributes}>"


def page_language() -> str:
    """The language of the page's own words."""
    locale = get_locale()
    return str(locale.language) if locale else "de"


def _translations() -> Any:
    """The catalogue of the words of this request; Babel would look for it anew at each of some hundred sentences."""
    found = g.get("translations")
    if found is None:
        found = g.translations = get_translations()
    return found


def _translate_quickly(app: Flask) -> None:
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension that Babel adds
        gettext=lambda sentence: _translations().gettext(sentence),
        ngettext=lambda one, many, count: _translations().ngettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]


def install(app: Flask) -> None:
    """Give the templates their words for days and numbers."""
    _translate_quickly(app)
    app.jinja_env.filters.update(
        age_in_days=age_in_days,
        clock=clock,
        day=day,
        distance=distance,
        field_kind=field_kind,
        file_size=file_size,
        moment=moment,
        month=month,
        number=number,
        percent=percent,
        table_body=table_body,
        weekday=weekday,
    )
    app.jinja_env.tests["unreadable"] = is_unreadable
    app.jinja_env.globals.update(
        get_flashed_messages=get_flashed_messages, page_language=page_language, request=request, today=today
    )
