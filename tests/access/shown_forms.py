"""Forms as a browser finds them on a page and would send them."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CHOSEN = {"checked", "selected"}


@dataclass
class ShownField:
    """What a field offers and what is chosen of it; free text offers nothing."""

    offered: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    must_choose: bool = False
    is_typed: bool = False

    @property
    def ids(self) -> list[str]:
        """What it offers that names something by its id."""
        return [value for value in (*self.offered, *self.chosen) if AN_ID.search(value)]

    def first(self) -> list[str]:
        """What a browser sends when nothing was chosen."""
        return self.offered[:1] if self.must_choose else []


@dataclass
class ShownForm:
    """A form with its fields by name."""

    method: str
    action: str
    fields: dict[str, ShownField] = field(default_factory=dict)

    def is_sent_to(self, address: str) -> bool:
        """Whether it is an act of the page at this address."""
        return self.method == "post" and self.action.partition("?")[0] in ("", address)

    def filled(self) -> dict[str, list[str]]:
        """What would be sent; where nothing is chosen among ids, the first of them."""
        return {name: shown.chosen or shown.ids[:1] or shown.first() for name, shown in self.fields.items()}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[ShownForm] = []
        self._select: str | None = None
        self._text: list[str] | None = None
        self._is_spare = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append(ShownForm(said.get("method", "get").lower(), said.get("action", "")))
        elif tag == "template":
            self._is_spare = True  # its fields are no part of the form until a script takes them
        elif not self.forms or self._is_spare:
            return
        elif tag == "select":
            self._select = said["name"]
            self._field(self._select).must_choose = True
        elif tag == "option" and self._select:
            self._take(self._select, said, is_chosen=bool(said.keys() & CHOSEN) and bool(said["value"]))
        elif tag == "input" and said.get("name"):
            is_one_of_many = said.get("type") in {"checkbox", "radio"}
            self._take(said["name"], said, is_chosen=not is_one_of_many or "checked" in said)
            self._field(said["name"]).is_typed = not is_one_of_many and said.get("type") != "hidden"
        elif tag == "textarea" and said.get("name"):
            self._field(said["name"]).is_typed = True
            self._text = self._field(said["name"]).chosen

    def _field(self, name: str) -> ShownField:
        return self.forms[-1].fields.setdefault(name, ShownField())

    def _take(self, name: str, said: dict[str, str], *, is_chosen: bool) -> None:
        shown = self._field(name)
        shown.offered.append(said.get("value", ""))
        if is_chosen:
            shown.chosen.append(said.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(re.sub(r"\A\r?\n", "", data))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            self._text = None
        elif tag == "template":
            self._is_spare = False


def shown_forms(page: str) -> list[ShownForm]:
    """Every form of a page."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms
