"""what was put off on Mein Tag, and after how many months without a talk somebody is asked about"""

import sqlalchemy as sa
from alembic import op


revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None

CURRENT = sa.text('superseded_at IS NULL')


def upgrade() -> None:
    create(
        'snooze',
        {'municipality_id': 'municipality', 'person_id': 'person'},
        sa.Column('row_index', sa.LargeBinary(), nullable=False),
        sa.Column('until_on', sa.Date(), nullable=False),
        sa.Column('reason', sa.LargeBinary(), nullable=True),
    )
    index('snooze', ('municipality_id', 'person_id'), 'municipality_id', 'row_index')
    create(
        'talk_gap',
        {'municipality_id': 'municipality'},
        sa.Column('months', sa.Integer(), nullable=False),
    )
    index('talk_gap', ('municipality_id',), 'municipality_id')


def create(table: str, refers: dict[str, str], *columns: sa.Column) -> None:
    op.create_table(
        table,
        *(sa.Column(column, sa.Uuid(), nullable=column == 'person_id') for column in refers),
        *columns,
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column], [f'{other}.id'], name=op.f(f'fk_{table}_{column}'), initially='DEFERRED', deferrable=True
            )
            for column, other in refers.items()
        ),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
    )


def index(table: str, columns: tuple[str, ...], *one_current: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f'ix_{table}_{column}'), [column], unique=False)
        batch_op.create_index(
            f'uq_{table}_current', list(one_current), unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT
        )


def downgrade() -> None:
    op.drop_table('talk_gap')
    op.drop_table('snooze')
