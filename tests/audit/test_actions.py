"""Every action that anything in the product notes has words for the auditor."""

import ast
import re

import pytest

from casework.audit.actions import ACTIONS, in_words
from tests.architecture.house import modules

pytestmark = pytest.mark.engine_independent


def noted() -> dict[str, str]:
    """The actions written in the code, with the place of each."""
    found = {}
    for module in modules():
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call) or not node.args or not calls_the_trail(node):
                continue
            for part in ast.walk(node.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    found[part.value] = f"{module.place}:{part.lineno}"
    return found


def calls_the_trail(node: ast.Call) -> bool:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    return name in {"alarm", "note", "one_entry_each", "witness", "witness_while_typing"}


def test_every_action_has_words() -> None:
    silent = {action: place for action, place in noted().items() if action not in ACTIONS}
    assert not silent, f"say in audit/actions.py what these are called: {silent}"


def test_no_words_without_an_action() -> None:
    assert not set(ACTIONS) - set(noted())


def test_an_action_is_slice_thing_acted() -> None:
    assert all(re.fullmatch(r"[a-z]+:[a-z-]+:[a-z-]+", action) for action in noted())


def test_an_action_of_an_older_version_is_shown_as_it_stands() -> None:
    assert in_words("people:ghost:seen") == "people:ghost:seen"
