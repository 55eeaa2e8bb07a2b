"""What the README generates from the code is what the code says."""

import re

import pytest

from casework.access.roles import matrix_as_markdown
from tests.architecture.house import ROOT

MATRIX = re.compile(r"<!-- roles:begin -->\n(.*?)\n<!-- roles:end -->", re.DOTALL)


@pytest.mark.engine_independent
def test_the_readme_shows_the_role_matrix_of_the_code() -> None:
    shown = MATRIX.search((ROOT / "README.md").read_text())
    assert shown, "README.md has no <!-- roles:begin --> … <!-- roles:end -->"
    assert shown[1].strip() == matrix_as_markdown(), "please paste access.roles.matrix_as_markdown() anew"
