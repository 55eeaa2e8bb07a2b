"""one-time links by which partners answer referrals, what they answered, and letterheads"""

import sqlalchemy as sa
from alembic import op


revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

CURRENT = sa.text('superseded_at IS NULL')
OPEN = sa.text('used_at IS NULL AND revoked_at IS NULL')


def upgrade() -> None:
    create(
        'referral_link',
        {'referral_id': 'referral'},
        sa.Column('token_hash', sa.LargeBinary(), nullable=False),
        sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
        *moments('created_at', 'expires_at'),
        *moments('opened_at', 'used_at', 'revoked_at', nullable=True),
        sa.CheckConstraint('used_at IS NULL OR revoked_at IS NULL', name=op.f('ck_referral_link_one_end')),
        sa.UniqueConstraint('token_hash', name=op.f('uq_referral_link_token_hash')),
    )
    index('referral_link', 'referral_id')
    with op.batch_alter_table('referral_link', schema=None) as batch_op:
        batch_op.create_index(
            'uq_referral_link_open', ['referral_id'], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
        )
    create(
        'referral_reply',
        {
            'link_id': 'referral_link',
            'referral_id': 'referral',
            'person_id': 'person',
            'state_id': 'referral_state',
            'appointment_id': 'appointment',
        },
        sa.Column('proposed_on', sa.Date(), nullable=True),
        sa.Column('proposed_at', sa.Time(), nullable=True),
        *moments('answered_at'),
        *moments('seen_at', nullable=True),
        sa.CheckConstraint(
            'proposed_at IS NULL OR proposed_on IS NOT NULL', name=op.f('ck_referral_reply_time_of_a_day')
        ),
        sa.CheckConstraint(
            'appointment_id IS NULL OR proposed_on IS NOT NULL', name=op.f('ck_referral_reply_as_proposed')
        ),
        sa.UniqueConstraint('link_id', name=op.f('uq_referral_reply_link_id')),
    )
    index('referral_reply', 'referral_id', 'person_id')
    create(
        'letterhead',
        {'municipality_id': 'municipality'},
        sa.Column('office', sa.String(length=200), nullable=False),
        *(
            sa.Column(name, sa.String(length=length), nullable=True)
            for name, length in (('street', 200), ('town', 200), ('phone', 60), ('email', 200))
        ),
        *moments('recorded_at'),
        *moments('superseded_at', nullable=True),
        sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    )
    index('letterhead', 'municipality_id')
    with op.batch_alter_table('letterhead', schema=None) as batch_op:
        batch_op.create_index(
            'uq_letterhead_current', ['municipality_id'], unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT
        )


def create(table: str, refers: dict[str, str], *columns: sa.Column) -> None:
    op.create_table(
        table,
        *(sa.Column(column, sa.Uuid(), nullable=column == 'appointment_id') for column in refers),
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


def moments(*names: str, nullable: bool = False) -> list[sa.Column]:
    return [sa.Column(name, sa.DateTime(timezone=True), nullable=nullable) for name in names]


def index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f'ix_{table}_{column}'), [column], unique=False)


def downgrade() -> None:
    op.drop_table('letterhead')
    op.drop_table('referral_reply')
    op.drop_table('referral_link')
