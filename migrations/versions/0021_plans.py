"""the plan side: phases, strengths, ratings of the situation, agreements, hand-over and reopening"""

import sqlalchemy as sa
from alembic import op


revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

OF_A_PLAN = {'plan_id': 'integration_plan', 'person_id': 'person'}


def upgrade() -> None:
    create('plan_phase', sa.Column('phase', sa.String(length=20), nullable=False), day('begins_on'))
    create('plan_strength', sa.Column('strength_id', sa.Uuid(), nullable=False), day('noted_on'), sealed('text'))
    create(
        'plan_rating',
        sa.Column('rating_id', sa.Uuid(), nullable=False),
        day('rated_on'),
        *(sealed(column) for column in ('field_of_action', 'level', 'remark')),
    )
    create(
        'plan_agreement',
        sa.Column('number', sa.Integer(), nullable=False),
        day('agreed_on'),
        sa.Column('outcome', sa.String(length=20), nullable=False),
        sa.Column('interpreter', sa.String(length=20), nullable=False),
        *(sealed(column) for column in ('language', 'copy_language', 'present', 'reason')),
        sa.CheckConstraint('number > 0', name=op.f('ck_plan_agreement_number')),
    )
    create('plan_reopening', day('reopened_on'), sealed('reason'))
    one_current('plan_strength', 'strength_id')
    one_current('plan_rating', 'rating_id')
    one_current('plan_agreement', 'plan_id', 'number')
    with op.batch_alter_table('plan_end', schema=None) as batch_op:
        batch_op.add_column(sealed('handed_over'))


def create(table: str, *columns: sa.schema.SchemaItem) -> None:
    """A table of statements about a plan."""
    kind = sa.DateTime(timezone=True)
    op.create_table(
        table,
        *(sa.Column(column, sa.Uuid(), nullable=False) for column in OF_A_PLAN),
        *columns,
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('recorded_at', kind, nullable=False),
        sa.Column('superseded_at', kind, nullable=True),
        sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column], [f'{other}.id'], name=op.f(f'fk_{table}_{column}'), initially='DEFERRED', deferrable=True
            )
            for column, other in OF_A_PLAN.items()
        ),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in OF_A_PLAN:
            batch_op.create_index(batch_op.f(f'ix_{table}_{column}'), [column], unique=False)


def day(name: str) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=False)


def sealed(name: str) -> sa.Column:
    return sa.Column(name, sa.LargeBinary(), nullable=True)


def one_current(table: str, *columns: str) -> None:
    believed = sa.text('superseded_at IS NULL')
    op.create_index(
        f'uq_{table}_current', table, list(columns), unique=True, sqlite_where=believed, postgresql_where=believed
    )


def downgrade() -> None:
    with op.batch_alter_table('plan_end', schema=None) as batch_op:
        batch_op.drop_column('handed_over')
    for table in ('plan_reopening', 'plan_agreement', 'plan_rating', 'plan_strength', 'plan_phase'):
        op.drop_table(table)
