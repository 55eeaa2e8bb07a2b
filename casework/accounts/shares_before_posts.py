"""Shares that accounts had before posts had a history: since when they were known, and the seals over them."""

from datetime import UTC, datetime

from sqlalchemy import Column, Numeric, select

from casework.accounts.models import User
from casework.accounts.post_models import Post
from casework.database.base import db
from casework.vault.rowseal import seal_without

KNOWN_FROM_THE_START = datetime(2000, 1, 1, tzinfo=UTC)
LAID_ASIDE = "user_account with full_time_share"


def seal_accounts_anew() -> int:
    """Seal the accounts that had a share as they are without it, once; returns how many seals fitted."""
    told = db.session.execute(
        select(Post.user_id, Post.share).where(Post.recorded_at == KNOWN_FROM_THE_START)
    )
    return seal_without(User, LAID_ASIDE, Column("full_time_share", Numeric(3, 2)), dict(told.all()))
