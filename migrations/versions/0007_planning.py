"""planning: announced arrivals, reported stocks, the quota of a year"""

import sqlalchemy as sa
from alembic import op


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

CURRENT = sa.text('superseded_at IS NULL')


def recorded() -> list[sa.Column]:
    return [
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    ]


def refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}'), initially='DEFERRED', deferrable=True)


def upgrade() -> None:
    op.create_table('planned_arrival',
    sa.Column('municipality_id', sa.Uuid(), nullable=False),
    sa.Column('accommodation_id', sa.Uuid(), nullable=True),
    sa.Column('room_id', sa.Uuid(), nullable=True),
    sa.Column('announced_on', sa.Date(), nullable=False),
    sa.Column('expected_on', sa.Date(), nullable=False),
    sa.Column('persons', sa.Integer(), nullable=False),
    sa.Column('stage', sa.String(length=10), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('remark', sa.String(length=300), nullable=True),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('arrived_on', sa.Date(), nullable=True),
    *recorded(),
    sa.CheckConstraint('persons > 0', name=op.f('ck_planned_arrival_persons')),
    sa.CheckConstraint('announced_on <= expected_on', name=op.f('ck_planned_arrival_order')),
    sa.CheckConstraint("(state = 'ARRIVED') = (arrived_on IS NOT NULL)", name=op.f('ck_planned_arrival_arrived')),
    sa.CheckConstraint('room_id IS NULL OR accommodation_id IS NOT NULL', name=op.f('ck_planned_arrival_room_of_house')),
    refers('planned_arrival', 'municipality_id', 'municipality'),
    refers('planned_arrival', 'accommodation_id', 'accommodation'),
    refers('planned_arrival', 'room_id', 'room'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_planned_arrival'))
    )
    with op.batch_alter_table('planned_arrival', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_planned_arrival_municipality_id'), ['municipality_id'], unique=False)

    op.create_table('reported_stock',
    sa.Column('municipality_id', sa.Uuid(), nullable=False),
    sa.Column('accommodation_id', sa.Uuid(), nullable=True),
    sa.Column('stage', sa.String(length=10), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=True),
    sa.Column('persons', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('reported_on', sa.Date(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    *recorded(),
    sa.CheckConstraint('persons >= 0', name=op.f('ck_reported_stock_persons')),
    sa.CheckConstraint('ends_on IS NULL OR ends_on > reported_on', name=op.f('ck_reported_stock_order')),
    refers('reported_stock', 'municipality_id', 'municipality'),
    refers('reported_stock', 'accommodation_id', 'accommodation'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reported_stock'))
    )
    with op.batch_alter_table('reported_stock', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reported_stock_municipality_id'), ['municipality_id'], unique=False)

    op.create_table('quota_year',
    sa.Column('municipality_id', sa.Uuid(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('town_population', sa.Integer(), nullable=False),
    sa.Column('district_population', sa.Integer(), nullable=False),
    sa.Column('district_allocations', sa.Integer(), nullable=False),
    sa.Column('credit', sa.Integer(), nullable=False),
    sa.Column('allocated', sa.Integer(), nullable=True),
    sa.Column('source', sa.String(length=200), nullable=True),
    *recorded(),
    sa.CheckConstraint('town_population > 0 AND district_population >= town_population', name=op.f('ck_quota_year_share')),
    sa.CheckConstraint('district_allocations >= 0 AND credit >= 0 AND allocated >= 0', name=op.f('ck_quota_year_counts')),
    refers('quota_year', 'municipality_id', 'municipality'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quota_year'))
    )
    with op.batch_alter_table('quota_year', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quota_year_municipality_id'), ['municipality_id'], unique=False)
        batch_op.create_index('uq_quota_year_current', ['municipality_id', 'year'], unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT)


def downgrade() -> None:
    op.drop_table('quota_year')
    op.drop_table('reported_stock')
    op.drop_table('planned_arrival')
