"""How many of the minutes of a talk each further topic took."""

from typing import Any

from wtforms.validators import Optional

from casework.web.fields import MinutesField


class SpentField(MinutesField):
    """The minutes of one topic; its label stands beside the topic, which names it for whoever listens."""

    def __init__(self, topic: str, **options: Any) -> None:
        label = f"{topic}, Min."
        super().__init__(label, [Optional()], render_kw={"placeholder": " ", "aria-label": label}, **options)


def spent_on(topic: str) -> str:
    """The name of the field with the minutes of a topic."""
    return f"topic_minutes-{topic}"
