"""What is written to a partner along with a link: it names the referral by its number and nobody by name."""

from urllib.parse import quote

from flask_babel import gettext as _

from casework.access.viewer import Viewer
from casework.database.moments import BERLIN
from casework.referrals.link_models import ReferralLink
from casework.referrals.reference import reference_of


def subject_of(link: ReferralLink) -> str:
    """What the e-mail is about."""
    return str(_("Vermittlung %(reference)s: Bitte um Rückmeldung", reference=reference_of(link.referral_id)))


def text_of(link: ReferralLink, address: str, viewer: Viewer) -> str:
    """The text of the e-mail, ready to be sent."""
    lines = (
        _("Guten Tag,"),
        _(
            "am %(day)s haben wir eine Person an Sie vermittelt (unser Zeichen %(reference)s). Bitte teilen Sie uns "
            "über diesen Link mit, wie es weitergeht. Sie brauchen dafür kein Konto:",
            day=f"{link.referral.referred_on:%d.%m.%Y}",
            reference=reference_of(link.referral_id),
        ),
        address,
        _(
            "Der Link gilt bis zum %(day)s und nur für eine Rückmeldung. Bitte geben Sie ihn nicht weiter.",
            day=f"{link.expires_at.astimezone(BERLIN):%d.%m.%Y}",
        ),
        _("Mit freundlichen Grüßen"),
    )
    sender = f"{viewer.user_name}\nIntegrationsmanagement, {viewer.municipality_name}"
    return "\n\n".join(str(line) for line in lines) + f"\n{sender}\n"


def mail_address(link: ReferralLink, address: str, viewer: Viewer) -> str:
    """What opens the mail program with all of it filled in."""
    to = quote(link.referral.partner.email or "", safe="@")
    return f"mailto:{to}?subject={quote(subject_of(link))}&body={quote(text_of(link, address, viewer))}"
