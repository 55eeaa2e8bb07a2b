"""By which version of its rule a deadline was counted, in words."""

from casework.deadlines.versions import FROM_THE_START, Rules


def version_words(rules: Rules, key: str) -> str:
    """„Fassung ab 12.06.2026“; nothing for the first one, and for one that is no longer gone by."""
    version = rules.find(key)
    if version is None or version.applies_from == FROM_THE_START:
        return ""
    return f"Fassung ab {version.applies_from:%d.%m.%Y}"
