"""What of the protection of a person is shown as it was before."""

from flask import url_for

from casework.access.permissions import Permission
from casework.history.kinds import Fact, record_kind
from casework.privacy.protection_models import Protection
from casework.privacy.protections import get_told_protection, versions_of
from casework.vocabulary.protections import PROTECTIONS


def declare() -> None:
    """Enter it; once, at the start."""
    record_kind(
        key="restriction",
        place="protection_id",
        model=Protection,
        permission=Permission.PRIVACY_PROTECTION_WRITE,
        find=get_told_protection,
        title=lambda protection: f"Schutz: {protection.person.leading.full_name}",
        back=lambda protection: url_for(
            "people.person", person_id=protection.person.leading.id, tab="protection"
        ),
        subjects=lambda protection: [protection.person_id],
        versions=versions_of,
        facts=(
            Fact("kind", "Art des Schutzes", PROTECTIONS.label),
            Fact("starts_on", "Gilt ab"),
            Fact("last_on", "Gilt bis (letzter Tag)"),
            Fact("authority", "Veranlasst von"),
            Fact("remark", "Vermerk"),
            Fact("retracted_because", "Zurückgenommen, weil"),
        ),
    )
