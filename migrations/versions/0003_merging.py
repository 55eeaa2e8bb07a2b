"""merging: which records mean one person, and which do not"""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

CURRENT = sa.text('superseded_at IS NULL')


def upgrade() -> None:
    op.create_table('person_merge',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('into_id', sa.Uuid(), nullable=False),
    sa.Column('first_into_id', sa.Uuid(), nullable=False),
    sa.Column('act_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint('person_id <> into_id', name=op.f('ck_person_merge_not_itself')),
    sa.CheckConstraint('person_id <> first_into_id', name=op.f('ck_person_merge_not_itself_first')),
    sa.ForeignKeyConstraint(['first_into_id'], ['person.id'], name=op.f('fk_person_merge_first_into_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['into_id'], ['person.id'], name=op.f('fk_person_merge_into_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_merge_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_merge'))
    )
    with op.batch_alter_table('person_merge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_merge_into_id'), ['into_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_person_merge_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_person_merge_current', ['person_id'], unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT)

    op.create_table('not_duplicate',
    sa.Column('municipality_id', sa.Uuid(), nullable=False),
    sa.Column('first_id', sa.Uuid(), nullable=False),
    sa.Column('second_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint('first_id < second_id', name=op.f('ck_not_duplicate_ordered')),
    sa.ForeignKeyConstraint(['first_id'], ['person.id'], name=op.f('fk_not_duplicate_first_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_not_duplicate_municipality_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['second_id'], ['person.id'], name=op.f('fk_not_duplicate_second_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_not_duplicate'))
    )
    with op.batch_alter_table('not_duplicate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_not_duplicate_first_id'), ['first_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_not_duplicate_municipality_id'), ['municipality_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_not_duplicate_second_id'), ['second_id'], unique=False)
        batch_op.create_index('uq_not_duplicate_current', ['first_id', 'second_id'], unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT)


def downgrade() -> None:
    merged = op.get_bind().scalar(sa.text('SELECT count(*) FROM person_merge WHERE superseded_at IS NULL'))
    if merged:
        raise RuntimeError(
            f'{merged} records are merged into others; what holds is derived from all records of a person. '
            'Part them first: without the pointers their stays would belong to the wrong record.'
        )
    op.drop_table('not_duplicate')
    op.drop_table('person_merge')
