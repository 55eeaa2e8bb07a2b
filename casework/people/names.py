"""Names as they are written; spelling variants come with the name search."""

NO_NAME = frozenset({"", "-", "--", "–", "xxx", "fnu"})
"""What documents write where a part of the name is not known (AKNV Anlage 2); never used for salutation or search."""


def meaningful(name: str | None) -> str:
    """The name, or nothing where only a placeholder was written."""
    return "" if name is None or name.strip().casefold() in NO_NAME else name.strip()


def full_name(given_names: str | None, family_name: str | None) -> str:
    """Given names before the family name, as people introduce themselves."""
    return (
        " ".join(part for part in (meaningful(given_names), meaningful(family_name)) if part) or "ohne Namen"
    )


def list_name(given_names: str | None, family_name: str | None) -> str:
    """Family name first, as in lists."""
    return (
        ", ".join(part for part in (meaningful(family_name), meaningful(given_names)) if part) or "ohne Namen"
    )
