"""deadlines as they were computed, what was seen to, and on which day a municipality was last gone through"""

import sqlalchemy as sa
from alembic import op


revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None

CURRENT = sa.text('superseded_at IS NULL')


def upgrade() -> None:
    op.create_table(
        'deadline',
        *recorded('person_id', 'municipality_id'),
        sa.Column('what', sa.LargeBinary(), nullable=True),
        *rules('deadline', person_id='person', municipality_id='municipality'),
    )
    op.create_table(
        'deadline_confirmation',
        *recorded('person_id'),
        sa.Column('what', sa.LargeBinary(), nullable=True),
        sa.Column('remark', sa.LargeBinary(), nullable=True),
        *rules('deadline_confirmation', person_id='person'),
    )
    op.create_table(
        'deadline_run',
        sa.Column('municipality_id', sa.Uuid(), nullable=False),
        sa.Column('done_on', sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ['municipality_id'],
            ['municipality.id'],
            name=op.f('fk_deadline_run_municipality_id'),
            initially='DEFERRED',
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint('municipality_id', name=op.f('pk_deadline_run')),
    )
    with op.batch_alter_table('deadline', schema=None) as batch_op:
        for column in ('person_id', 'municipality_id'):
            batch_op.create_index(
                f'ix_deadline_current_by_{column}',
                [column],
                unique=False,
                sqlite_where=CURRENT,
                postgresql_where=CURRENT,
            )
    with op.batch_alter_table('deadline_confirmation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deadline_confirmation_person_id'), ['person_id'], unique=False)


def recorded(*references: str) -> list[sa.Column]:
    return [
        sa.Column('id', sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in references),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    ]


def rules(table: str, **refers: str) -> list[sa.Constraint]:
    return [
        *(
            sa.ForeignKeyConstraint(
                [column], [f'{other}.id'], name=op.f(f'fk_{table}_{column}'), initially='DEFERRED', deferrable=True
            )
            for column, other in refers.items()
        ),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
    ]


def downgrade() -> None:
    op.drop_table('deadline_run')
    op.drop_table('deadline_confirmation')
    op.drop_table('deadline')
