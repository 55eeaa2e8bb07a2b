"""what somebody's life is like: dated statements, and the fields a municipality does not ask for"""

import sqlalchemy as sa
from alembic import op


revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

CURRENT = sa.text('superseded_at IS NULL')


def upgrade() -> None:
    op.create_table('unasked_field',
    sa.Column('municipality_id', sa.Uuid(), nullable=False),
    sa.Column('field', sa.String(length=80), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_unasked_field_municipality_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unasked_field'))
    )
    with op.batch_alter_table('unasked_field', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_unasked_field_municipality_id'), ['municipality_id'], unique=False)
        batch_op.create_index('uq_unasked_field_current', ['municipality_id', 'field'], unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT)
    op.create_table('life_fact',
    sa.Column('fact_id', sa.Uuid(), nullable=False),
    sa.Column('line_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('precision', sa.String(length=10), nullable=False),
    sa.Column('codes', sa.LargeBinary(), nullable=True),
    sa.Column('texts', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint('ends_on IS NULL OR ends_on > starts_on', name=op.f('ck_life_fact_order')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_life_fact_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_life_fact'))
    )
    with op.batch_alter_table('life_fact', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_life_fact_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_life_fact_current', ['fact_id'], unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT)


def downgrade() -> None:
    op.drop_table('life_fact')
    op.drop_table('unasked_field')
