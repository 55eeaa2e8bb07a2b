"""districts and leaving: how many people live in each district, and which kind of leaving a departure was"""

import sqlalchemy as sa
from alembic import op


revision = '0011'
down_revision = '0009'
branch_labels = None
depends_on = None

CURRENT = sa.text('superseded_at IS NULL')
LEFT = sa.text('leaving IS NOT NULL')


def upgrade() -> None:
    op.create_table('district_population',
    sa.Column('municipality_id', sa.Uuid(), nullable=False),
    sa.Column('district', sa.String(length=200), nullable=False),
    sa.Column('counted_on', sa.Date(), nullable=False),
    sa.Column('inhabitants', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint('inhabitants >= 0', name=op.f('ck_district_population_inhabitants')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_district_population_municipality_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_district_population'))
    )
    with op.batch_alter_table('district_population', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_district_population_municipality_id'), ['municipality_id'], unique=False)
        batch_op.create_index('uq_district_population_current', ['municipality_id', 'district', 'counted_on'], unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT)
    op.add_column('stage_episode', sa.Column('leaving', sa.String(length=20), nullable=True))
    op.create_index('ix_stage_episode_leaving', 'stage_episode', ['leaving', 'ends_on'], unique=False, sqlite_where=LEFT, postgresql_where=LEFT)


def downgrade() -> None:
    op.drop_index('ix_stage_episode_leaving', table_name='stage_episode', sqlite_where=LEFT, postgresql_where=LEFT)
    op.drop_column('stage_episode', 'leaving')
    op.drop_table('district_population')
