"""The arguments of an address, which tell what a page looked for among them."""

from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.wrappers import Request

FOR_ONE = ("__getitem__", "__contains__", "get", "getlist")
FOR_ALL = ("__iter__", "__len__", "keys", "items", "values", "lists", "listvalues", "to_dict", "copy")


class Looks(set[str]):
    """The names that were looked for since the last question, there or not; `through` if all were looked through."""

    through = False

    def begin(self) -> None:
        self.clear()
        self.through = False

    def may_matter(self, *names: str) -> bool:
        """Whether the page could have been another one with one of these names in its address."""
        return self.through or not self.isdisjoint(names)


def watched(looks: Looks) -> "cached_property[ImmutableMultiDict[str, str]]":
    """A request's `args` that note every look at them."""

    def noted(method: str) -> Callable[..., Any]:
        plain = getattr(ImmutableMultiDict, method)

        def look(arguments: object, *names: Any, **options: Any) -> Any:
            if method in FOR_ALL:
                looks.through = True
            else:
                looks.add(names[0])
            return plain(arguments, *names, **options)

        return look

    kind = type("Watched", (ImmutableMultiDict,), {name: noted(name) for name in (*FOR_ONE, *FOR_ALL)})

    def args(request: Request) -> Any:
        return kind(parse_qsl(request.query_string.decode(), keep_blank_values=True))

    found = cached_property(args)
    found.__set_name__(Request, "args")
    return found
