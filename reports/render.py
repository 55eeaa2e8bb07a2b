"""HTML set as a PDF that can be filed (PDF/A-3a) and read aloud (PDF/UA-1); the only place that knows WeasyPrint.

WeasyPrint is loaded when the first paper is made: it takes a second, and most commands never need it.
"""

import functools
import mimetypes
from pathlib import Path
from typing import Any

from casework.database.garbage import uncollected
from reports.glyphs import Fonts

ROOT = Path(__file__).parent.parent
OWN = "own:"
SERVED = {
    f"{OWN}{path.name}": path
    for folder, kind in (
        (ROOT / "reports" / "print", "*.css"),
        (ROOT / "casework/static/vendor/fonts", "*.ttf"),
    )
    for path in folder.glob(kind)
}
KIND = "application/pdf"
VARIANT = "pdf/a-3a"
PDF_UA = "http://www.aiim.org/pdfua/ns/id/"
ACCESSIBLE = f"""<rdf:Description rdf:about="" xmlns:pdfuaid="{PDF_UA}"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{PDF_UA}</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>""".encode()
"""That the file is PDF/UA-1, and for PDF/A what this statement means."""


def pdf(html: str) -> bytes:
    """The paper; the same HTML gives the same bytes.

    Style sheets and fonts are addressed as `own:paper.css`; any other address is left unopened. What the file says of
    itself comes from `<title>` and `<html lang>`.
    """
    press = _press()
    with uncollected():
        document = press.html(string=html, url_fetcher=press.fetcher()).render(pdf_variant=VARIANT)
        document.fonts = Fonts()
        document.metadata = press.metadata(**vars(document.metadata))
        made: bytes = document.write_pdf(pdf_variant=VARIANT)
    return made


class _Press:
    """What is needed of WeasyPrint."""

    def __init__(self) -> None:
        import weasyprint  # noqa: PLC0415
        from weasyprint.document import DocumentMetadata  # noqa: PLC0415
        from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

        class OwnFiles(URLFetcher):  # type: ignore[misc]
            """Opens our own style sheets and fonts; never a file or an address that came in with a text."""

            def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002
                path = SERVED.get(url)
                if path is None:
                    raise ValueError("not one of our own files")
                kind = mimetypes.guess_type(path.name)[0] or "font/ttf"
                return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

        class Metadata(DocumentMetadata):  # type: ignore[misc]
            """Says, beside PDF/A, that the file is PDF/UA-1."""

            def generate_rdf_metadata(self, *form: Any) -> bytes:
                said: bytes = super().generate_rdf_metadata(*form)
                return said.replace(b"</rdf:RDF>", ACCESSIBLE)

        self.html = weasyprint.HTML
        self.fetcher = OwnFiles
        self.metadata = Metadata


_press = functools.cache(_Press)
