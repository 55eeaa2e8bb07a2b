"""Keys as they are counted: every key that goes down, Shift included, on a German keyboard; the free text apart.

The time a practised person needs is estimated by the keystroke-level model (Card, Moran and Newell, 1980): 0.28 s for a
key (K: somebody who types, but is no typist), 1.35 s for a decision (M: who, topics, text, looking before confirming),
0.4 s for a hand that goes to the mouse or comes back (H: once, from the papers to the keyboard).
"""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

KEY, DECISION, HAND = 0.28, 1.35, 0.4
SHIFTED = set(':;>!"?()/') | {"_", "*"}
MOST_TABS = 150


@dataclass
class Keyboard:
    """A keyboard that counts."""

    page: Page
    keys: int = 0
    text_keys: int = 0
    decisions: int = 0

    def decide(self) -> None:
        """Think what comes next."""
        self.decisions += 1

    def press(self, key: str, times: int = 1) -> None:
        """One key, or two together („Shift+Tab“)."""
        for _time in range(times):
            self.page.keyboard.press(key)
        self.keys += times * (key.count("+") + 1 if len(key) > 1 else _keys(key))

    def type(self, signs: str) -> None:
        """What stands in the line or a field besides the free text."""
        self.page.keyboard.type(signs)
        self.keys += _keys(signs)

    def write(self, text: str) -> None:
        """The free text."""
        self.page.keyboard.type(text)
        self.text_keys += _keys(text)

    def tab_to(self, target: Locator) -> None:
        """With Tab to a field."""
        for _tab in range(MOST_TABS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to {target}")

    def seconds(self) -> float:
        """The time a practised person needs, estimated."""
        return HAND + DECISION * self.decisions + KEY * (self.keys + self.text_keys)

    def row(self, name: str) -> str:
        """A line of the table in decision record 0024."""
        return f"| {name} | {self.keys} | {self.text_keys} | {self.decisions} | {self.seconds():.0f} s |"


def _keys(signs: str) -> int:
    return sum(1 + (sign.isupper() or sign in SHIFTED) for sign in signs)
