"""Long lists in pages of fifty."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request
from sqlalchemy import Select, func, select

from casework.database.base import db

PAGE_SIZE = 50

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list: its items, its number, of how many pages, and how many items there are in all."""

    items: Sequence[Item]
    number: int
    of: int
    total: int
    size: int = PAGE_SIZE

    @property
    def first(self) -> int:
        """The place of its first item in the whole list, counted from one."""
        return (self.number - 1) * self.size + 1 if self.items else 0

    @property
    def last(self) -> int:
        """The place of its last item in the whole list."""
        return self.first + len(self.items) - 1 if self.items else 0

    def steps(self) -> list[int | None]:
        """The page numbers worth offering; None is a gap."""
        near = {1, self.of, self.number - 1, self.number, self.number + 1}
        steps: list[int | None] = []
        for number in sorted(n for n in near if 1 <= n <= self.of):
            before = steps[-1] if steps else None
            if before is not None and number - before > 1:
                steps.append(number - 1 if number - before == 2 else None)  # a gap of one is no gap
            steps.append(number)
        return steps


def asked_page() -> int:
    """The page number in the address, 1 if none or nonsense."""
    asked = request.args.get("page", 1, type=int)
    return max(1, asked)


def page_of(items: Sequence[Item], number: int | None = None, size: int = PAGE_SIZE) -> Page[Item]:
    """A page of a list that is already in memory; a number past the end shows the last page."""
    of = _pages(len(items), size)
    number = min(number or asked_page(), of)
    return Page(items[(number - 1) * size : number * size], number, of, len(items), size)


def page_of_rows(statement: Select[Item], number: int | None = None, size: int = PAGE_SIZE) -> Page[Item]:
    """A page of what a query finds; only the rows of this page leave the database."""
    total = db.session.scalar(select(func.count()).select_from(_bare(statement))) or 0
    of = _pages(total, size)
    number = min(number or asked_page(), of)
    rows = db.session.scalars(statement.limit(size).offset((number - 1) * size)).all()
    return Page(rows, number, of, total, size)


def _bare(statement: Select[Any]) -> Any:
    return statement.order_by(None).subquery()


def _pages(total: int, size: int) -> int:
    return max(1, -(-total // size))
