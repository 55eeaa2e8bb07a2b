"""The people these tests are about."""

import pytest

from tests.caseload import Caseload, caseload_of
from tests.templates import Template, Templates


@pytest.fixture(scope="module")
def template(templates: Templates) -> Template:
    return templates.holding(caseload_of)


@pytest.fixture
def world(template: Template) -> Caseload:
    return template.holds
