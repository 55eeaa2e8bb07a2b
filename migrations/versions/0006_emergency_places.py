"""emergency places of rooms, and how a house is held and how large it is"""

import sqlalchemy as sa
from alembic import op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('emergency_places',
    sa.Column('room_id', sa.Uuid(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_emergency_places_order')),
    sa.CheckConstraint('places > 0', name=op.f('ck_emergency_places_places')),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name=op.f('fk_emergency_places_room_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_emergency_places'))
    )
    with op.batch_alter_table('emergency_places', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_emergency_places_room_id'), ['room_id'], unique=False)

    op.add_column('accommodation', sa.Column('tenure', sa.String(length=20), nullable=True))
    op.add_column('accommodation', sa.Column('area_m2', sa.Numeric(precision=10, scale=2), nullable=True))


def downgrade() -> None:
    op.drop_column('accommodation', 'area_m2')
    op.drop_column('accommodation', 'tenure')
    op.drop_table('emergency_places')
