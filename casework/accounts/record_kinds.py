"""What of an account, of its posts and of the teams is shown as it was before; never a password."""

from flask import url_for

from casework.access.permissions import Permission
from casework.access.roles import ROLE_LABELS, Role
from casework.accounts.employing import get_latest_post
from casework.accounts.models import User
from casework.accounts.post_models import Post
from casework.accounts.queries import get_user
from casework.database.recorded import chain_of
from casework.history.kinds import Fact, record_kind
from casework.organisation.models import Team
from casework.organisation.queries import get_team
from casework.web.components import percent


def declare() -> None:
    """Enter accounts, posts and teams; once, at the start."""
    record_kind(
        key="account",
        place="user_id",
        model=User,
        permission=Permission.ACCOUNTS_USER_MANAGE,
        find=lambda viewer, row_id: get_user(viewer.municipality_id, row_id),
        title=lambda user: user.name,
        back=lambda user: url_for("accounts.edit_user", user_id=user.id),
        facts=(
            Fact("name", "Name"),
            Fact("email", "E-Mail"),
            Fact("role", "Rolle", lambda role: str(ROLE_LABELS[Role(role)])),
            Fact("is_active", "aktiv"),
        ),
    )
    record_kind(
        key="post",
        place="post_id",
        model=Post,
        permission=Permission.ACCOUNTS_USER_MANAGE,
        find=lambda viewer, row_id: get_latest_post(viewer.municipality_id, row_id),
        title=lambda post: post.user.name,
        back=lambda post: url_for("accounts.correct_post", post_id=post.id),
        versions=lambda post: chain_of(post, ("user_id", "starts_on"), ("user_id",)),
        facts=(
            Fact("share", "Stellenanteil", lambda share: percent(share * 100, 0)),
            Fact("team", "Team", read=lambda post: post.team and post.team.name),
            Fact("role", "Rolle", lambda role: str(ROLE_LABELS[Role(role)])),
            Fact("starts_on", "ab"),
            Fact("ends_on", "endet am"),
        ),
    )
    record_kind(
        key="team",
        place="team_id",
        model=Team,
        permission=Permission.ORGANISATION_TEAM_WRITE,
        find=lambda viewer, row_id: get_team(viewer.municipality_id, row_id),
        title=lambda team: team.name,
        back=lambda team: url_for("accounts.edit_team", team_id=team.id),
        facts=(Fact("name", "Name"), Fact("carrier", "Träger"), Fact("ends_on", "endet am")),
    )
