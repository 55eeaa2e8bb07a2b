"""teams, posts with a history instead of one share of an account, and whether figures name single workers"""

import uuid
from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op


revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None

CURRENT = sa.text('superseded_at IS NULL')
FROM_THE_START = date(2000, 1, 1)
KNOWN_FROM_THE_START = datetime(2000, 1, 1, tzinfo=UTC)
SEALED, LAID_ASIDE = 'user_account', 'user_account with full_time_share'
SHARE = sa.Numeric(precision=3, scale=2)
ACCOUNT = sa.table(
    'user_account',
    sa.column('id', sa.Uuid()),
    sa.column('municipality_id', sa.Uuid()),
    sa.column('role', sa.String()),
    sa.column('full_time_share', SHARE),
    sa.column('is_active', sa.Boolean()),
)
POST = sa.table(
    'post',
    sa.column('id', sa.Uuid()),
    sa.column('municipality_id', sa.Uuid()),
    sa.column('user_id', sa.Uuid()),
    sa.column('role', sa.String()),
    sa.column('share', SHARE),
    sa.column('starts_on', sa.Date()),
    sa.column('ends_on', sa.Date()),
    sa.column('recorded_at', sa.DateTime(timezone=True)),
    sa.column('superseded_at', sa.DateTime(timezone=True)),
)
SEAL = sa.table('row_seal', sa.column('table_name', sa.String()), sa.column('row_id', sa.Uuid()))


def upgrade() -> None:
    create(
        'team',
        {'municipality_id': 'municipality'},
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('carrier', sa.String(length=200), nullable=True),
        sa.Column('ends_on', sa.Date(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.UniqueConstraint('municipality_id', 'name', name=op.f('uq_team_municipality_id_name')),
    )
    create(
        'post',
        {'municipality_id': 'municipality', 'user_id': 'user_account', 'team_id': 'team'},
        sa.Column('role', sa.String(length=40), nullable=False),
        sa.Column('share', SHARE, nullable=False),
        sa.Column('starts_on', sa.Date(), nullable=False),
        sa.Column('ends_on', sa.Date(), nullable=True),
        *recorded(),
        sa.CheckConstraint('share > 0 AND share <= 1', name=op.f('ck_post_share')),
        sa.CheckConstraint('ends_on > starts_on', name=op.f('ck_post_order')),
    )
    create('worker_figures', {'municipality_id': 'municipality'}, *recorded())
    one_current('post', 'user_id', 'starts_on')
    one_current('worker_figures', 'municipality_id')
    shares = op.get_bind().execute(sa.select(ACCOUNT).where(ACCOUNT.c.full_time_share.is_not(None))).mappings().all()
    with op.batch_alter_table('user_account', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_user_account_full_time_share'), type_='check')
        batch_op.drop_column('full_time_share')
    if shares:
        op.bulk_insert(POST, [post_of(account) for account in shares])
    for account in shares:
        lay_seal_aside(account['id'])


def post_of(account: sa.RowMapping) -> dict[str, object]:
    """The share from the start on; that of a closed account did not count and is kept as what nobody believes."""
    return {
        'id': uuid.uuid4(),
        'municipality_id': account['municipality_id'],
        'user_id': account['id'],
        'role': account['role'],
        'share': account['full_time_share'],
        'starts_on': FROM_THE_START,
        'recorded_at': KNOWN_FROM_THE_START,
        'superseded_at': None if account['is_active'] else KNOWN_FROM_THE_START,
    }


def lay_seal_aside(user_id: uuid.UUID) -> None:
    """The seal of this account covered the share; only who has the keys can write another."""
    own = sa.update(SEAL).where(SEAL.c.table_name == SEALED, SEAL.c.row_id == user_id)
    op.execute(own.values(table_name=LAID_ASIDE))


def recorded() -> list[sa.Column]:
    moment = sa.DateTime(timezone=True)
    return [
        sa.Column('recorded_at', moment, nullable=False),
        sa.Column('superseded_at', moment, nullable=True),
        sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    ]


def create(table: str, refers: dict[str, str], *columns: sa.Column) -> None:
    op.create_table(
        table,
        *(sa.Column(column, sa.Uuid(), nullable=column == 'team_id') for column in refers),
        *columns,
        sa.Column('id', sa.Uuid(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f'{other}.id'], name=op.f(f'fk_{table}_{column}'), initially='DEFERRED', deferrable=True
            )
            for column, other in refers.items()
        ),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in refers:
            batch_op.create_index(batch_op.f(f'ix_{table}_{column}'), [column], unique=False)


def one_current(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(
            f'uq_{table}_current', [*columns], unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT
        )


def downgrade() -> None:
    shares = shares_today()
    with op.batch_alter_table('user_account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('full_time_share', SHARE, nullable=True))
        batch_op.create_check_constraint(
            batch_op.f('ck_user_account_full_time_share'), 'full_time_share > 0 AND full_time_share <= 1'
        )
    for user_id, share in shares.items():
        op.execute(sa.update(ACCOUNT).where(ACCOUNT.c.id == user_id).values(full_time_share=share))
    op.execute(sa.update(SEAL).where(SEAL.c.table_name == LAID_ASIDE).values(table_name=SEALED))
    for table in ('worker_figures', 'post', 'team'):
        op.drop_table(table)


def shares_today() -> dict[uuid.UUID, object]:
    """What each account holds today; of one that was closed before there were posts, what it had held."""
    begun = sa.select(POST).where(POST.c.starts_on <= date.today()).order_by(POST.c.starts_on)
    rows = op.get_bind().execute(begun).mappings().all()
    from_the_start = [row for row in rows if row['starts_on'] == FROM_THE_START]
    closed = {row['user_id']: row['share'] for row in from_the_start if row['superseded_at'] == row['recorded_at']}
    last_begun = {row['user_id']: row for row in rows if row['superseded_at'] is None}
    held = {
        user_id: row['share']
        for user_id, row in last_begun.items()
        if row['ends_on'] is None or row['ends_on'] > date.today()
    }
    return closed | held
