"""Which fields a municipality may switch off: slices declare them, forms and the page „Felder“ find them here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SwitchableField:
    """A field that need not be asked; `key` is "form.field", `group` a heading of the page."""

    key: str
    label: object
    group: str

    @property
    def form(self) -> str:
        """What the field is a part of; one whole part is switched by its own name."""
        return self.key.rpartition(".")[0]


SWITCHABLE: dict[str, SwitchableField] = {}


def switchable(key: str, label: object, group: str) -> None:
    """Declare a field that a municipality may switch off."""
    SWITCHABLE[key] = SwitchableField(key, label, group)


def switchable_by_group() -> dict[str, list[SwitchableField]]:
    """Everything that can be switched, under its headings, in the order of the declarations."""
    found: dict[str, list[SwitchableField]] = {}
    for field in SWITCHABLE.values():
        found.setdefault(field.group, []).append(field)
    return found
