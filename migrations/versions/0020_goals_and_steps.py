"""more of goals than their wording, steps towards them, why one was not reached, reviews in versions and their interval"""

import sqlalchemy as sa
from alembic import op


revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

CURRENT = sa.text('superseded_at IS NULL')


def upgrade() -> None:
    with op.batch_alter_table('goal', schema=None) as batch_op:
        batch_op.add_column(sa.Column('wants_no_hints', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('goal', schema=None) as batch_op:
        batch_op.alter_column('wants_no_hints', server_default=None)
    with op.batch_alter_table('goal_terms', schema=None) as batch_op:
        batch_op.add_column(sa.Column('partner_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('priority', sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column('indicator', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('start_level', sa.LargeBinary(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_goal_terms_partner_id'), 'partner', ['partner_id'], ['id'], initially='DEFERRED', deferrable=True
        )
        batch_op.create_index(batch_op.f('ix_goal_terms_partner_id'), ['partner_id'], unique=False)
    with op.batch_alter_table('goal_state', schema=None) as batch_op:
        batch_op.add_column(sa.Column('why', sa.LargeBinary(), nullable=True))
    with op.batch_alter_table('plan_review', schema=None) as batch_op:
        batch_op.add_column(sa.Column('review_id', sa.Uuid(), nullable=True))
    op.execute('UPDATE plan_review SET review_id = id')
    with op.batch_alter_table('plan_review', schema=None) as batch_op:
        batch_op.alter_column('review_id', existing_type=sa.Uuid(), nullable=False)
        batch_op.create_index(batch_op.f('ix_plan_review_review_id'), ['review_id'], unique=False)
        batch_op.create_index('uq_plan_review_current', ['review_id'], unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT)
    create_steps()
    op.create_table(
        'review_interval',
        sa.Column('municipality_id', sa.Uuid(), nullable=False),
        sa.Column('months', sa.Integer(), nullable=False),
        *recorded(),
        reference('review_interval', 'municipality_id', 'municipality'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_review_interval')),
    )
    with op.batch_alter_table('review_interval', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_interval_municipality_id'), ['municipality_id'], unique=False)
        batch_op.create_index(
            'uq_review_interval_current', ['municipality_id'], unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT
        )


def create_steps() -> None:
    op.create_table(
        'goal_step',
        sa.Column('step_id', sa.Uuid(), nullable=False),
        sa.Column('goal_id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('what', sa.LargeBinary(), nullable=True),
        sa.Column('responsible', sa.String(length=20), nullable=False),
        sa.Column('partner_id', sa.Uuid(), nullable=True),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('agreed_on', sa.Date(), nullable=False),
        sa.Column('changed_on', sa.Date(), nullable=True),
        sa.Column('outcome', sa.String(length=10), nullable=True),
        sa.Column('ended_on', sa.Date(), nullable=True),
        sa.Column('reason', sa.LargeBinary(), nullable=True),
        *recorded(),
        sa.CheckConstraint('(outcome IS NULL) = (ended_on IS NULL)', name=op.f('ck_goal_step_outcome')),
        reference('goal_step', 'goal_id', 'goal'),
        reference('goal_step', 'person_id', 'person'),
        reference('goal_step', 'partner_id', 'partner'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_goal_step')),
    )
    with op.batch_alter_table('goal_step', schema=None) as batch_op:
        for column in ('step_id', 'goal_id', 'person_id', 'partner_id', 'due_on'):
            batch_op.create_index(batch_op.f(f'ix_goal_step_{column}'), [column], unique=False)
        batch_op.create_index('uq_goal_step_current', ['step_id'], unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT)


def recorded() -> tuple[sa.Column, ...]:
    kind = sa.DateTime(timezone=True)
    return (
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('recorded_at', kind, nullable=False),
        sa.Column('superseded_at', kind, nullable=True),
        sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    )


def reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f'{other}.id'], name=op.f(f'fk_{table}_{column}'), initially='DEFERRED', deferrable=True
    )


def downgrade() -> None:
    op.drop_table('review_interval')
    op.drop_table('goal_step')
    with op.batch_alter_table('plan_review', schema=None) as batch_op:
        batch_op.drop_index('uq_plan_review_current', sqlite_where=CURRENT, postgresql_where=CURRENT)
        batch_op.drop_index(batch_op.f('ix_plan_review_review_id'))
        batch_op.drop_column('review_id')
    with op.batch_alter_table('goal_state', schema=None) as batch_op:
        batch_op.drop_column('why')
    with op.batch_alter_table('goal_terms', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_goal_terms_partner_id'))
        batch_op.drop_constraint(batch_op.f('fk_goal_terms_partner_id'), type_='foreignkey')
        for column in ('start_level', 'indicator', 'priority', 'partner_id'):
            batch_op.drop_column(column)
    with op.batch_alter_table('goal', schema=None) as batch_op:
        batch_op.drop_column('wants_no_hints')
