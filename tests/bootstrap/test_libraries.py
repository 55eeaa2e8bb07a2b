"""The libraries that set type are the ones WeasyPrint opens."""

import inspect

import pytest

from casework.bootstrap import libraries

pytestmark = pytest.mark.engine_independent

DISPENSABLE = "libharfbuzz-vector.so.0"  # for colour fonts; Debian 12 has none


def test_they_are_there():
    assert libraries.is_ready()


def test_weasyprint_can_do_without_any_other():
    from weasyprint.text import ffi

    opened = [line for line in inspect.getsource(ffi).splitlines() if ".so." in line]
    assert opened
    for line in opened:
        assert any(library in line for library in (*libraries.OPENED, DISPENSABLE)), line
