"""The evidence as files."""

from collections.abc import Callable

from reports import render
from reports.funding import sheets
from reports.funding.evidence import Evidence

FILES: dict[str, tuple[Callable[[Evidence], bytes], str]] = {
    "pdf": (lambda evidence: render.pdf(evidence.html()), render.KIND),
    "xlsx": (sheets.workbook, sheets.KIND),
}
"""By the ending of the name: who makes it, and what kind of file it is."""
