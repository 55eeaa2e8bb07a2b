"""Shares that accounts had before posts had a history: since when they count, and the seals that had covered them."""

from datetime import UTC, date, datetime

from sqlalchemy import Column, Numeric, select

from casework.accounts.models import User
from casework.accounts.post_models import Post
from casework.database.base import db
from casework.vault.rowseal import seal_without

FROM_THE_START = date(2000, 1, 1)
"""An account had kept no day for its share: it counts from here on, as it had counted for every day before."""
KNOWN_FROM_THE_START = datetime(2000, 1, 1, tzinfo=UTC)
LAID_ASIDE = "user_account with full_time_share"


def seal_accounts_anew() -> int:
    """Seal the accounts that had a share as they are without it, once; returns how many seals fitted."""
    told = db.session.execute(
        select(Post.user_id, Post.share).where(Post.recorded_at == KNOWN_FROM_THE_START)
    )
    return seal_without(User, LAID_ASIDE, Column("full_time_share", Numeric(3, 2)), dict(told.all()))
