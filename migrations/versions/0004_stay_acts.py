"""stay acts: what somebody did with stays, step by step, and the hearings told with it"""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('stay_act',
    sa.Column('municipality_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('acts_on', sa.Date(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    sa.Column('undoes_id', sa.Uuid(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_stay_act_municipality_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['undoes_id'], ['stay_act.id'], name=op.f('fk_stay_act_undoes_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stay_act'))
    )
    with op.batch_alter_table('stay_act', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stay_act_municipality_id'), ['municipality_id'], unique=False)
        batch_op.create_index('uq_stay_act_undoes_id', ['undoes_id'], unique=True)

    op.create_table('stay_step',
    sa.Column('act_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('axis', sa.String(length=10), nullable=False),
    sa.Column('stated_id', sa.Uuid(), nullable=True),
    sa.Column('superseded_id', sa.Uuid(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('stated_id IS NOT NULL OR superseded_id IS NOT NULL', name=op.f('ck_stay_step_did_something')),
    sa.ForeignKeyConstraint(['act_id'], ['stay_act.id'], name=op.f('fk_stay_step_act_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_stay_step_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stay_step'))
    )
    with op.batch_alter_table('stay_step', schema=None) as batch_op:
        for column in ('act_id', 'person_id', 'stated_id', 'superseded_id'):
            batch_op.create_index(batch_op.f(f'ix_stay_step_{column}'), [column], unique=False)

    op.create_table('hearing',
    sa.Column('act_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('heard_on', sa.Date(), nullable=True),
    sa.Column('waived_because', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['act_id'], ['stay_act.id'], name=op.f('fk_hearing_act_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_hearing_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hearing'))
    )
    with op.batch_alter_table('hearing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hearing_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_hearing_act_id_person_id', ['act_id', 'person_id'], unique=True)


def downgrade() -> None:
    """Where people live and lived stays; only the way back from each act is lost."""
    op.drop_table('hearing')
    op.drop_table('stay_step')
    op.drop_table('stay_act')
