"""who stands in for whom while somebody is away, and caseloads that were handed over"""

import sqlalchemy as sa
from alembic import op


revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

REFERS = {'municipality_id': 'municipality', 'absent_id': 'user_account', 'substitute_id': 'user_account'}

HANDOVER = {'municipality_id': 'municipality', 'giver_id': 'user_account', 'taker_id': 'user_account'}
PASSED = {'handover_id': 'handover', 'appointment_id': 'appointment'}


def upgrade() -> None:
    create(
        'substitution',
        REFERS,
        sa.Column('starts_on', sa.Date(), nullable=False),
        sa.Column('ends_on', sa.Date(), nullable=False),
        *moments('recorded_at', 'superseded_at'),
        sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
        sa.CheckConstraint('ends_on > starts_on', name=op.f('ck_substitution_order')),
        sa.CheckConstraint('absent_id <> substitute_id', name=op.f('ck_substitution_somebody_else')),
    )
    index('substitution', *REFERS)
    create('handover', HANDOVER, sa.Column('handed_over_on', sa.Date(), nullable=False), *moments('recorded_at', 'ended_at'))
    create('handover_appointment', PASSED)
    index('handover', 'municipality_id')
    index('handover_appointment', 'handover_id')


def create(table: str, refers: dict[str, str], *columns: sa.Column) -> None:
    op.create_table(
        table,
        *(sa.Column(column, sa.Uuid(), nullable=False) for column in refers),
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


def moments(said: str, optional: str) -> tuple[sa.Column, sa.Column]:
    kind = sa.DateTime(timezone=True)
    return sa.Column(said, kind, nullable=False), sa.Column(optional, kind, nullable=True)


def index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f'ix_{table}_{column}'), [column], unique=False)


def downgrade() -> None:
    op.drop_table('handover_appointment')
    op.drop_table('handover')
    op.drop_table('substitution')
