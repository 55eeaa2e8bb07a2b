"""what records that are changed in place said before"""

import sqlalchemy as sa
from alembic import op


revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('earlier_version',
    sa.Column('table_name', sa.String(length=60), nullable=False),
    sa.Column('row_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    sa.Column('before', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_earlier_version'))
    )
    with op.batch_alter_table('earlier_version', schema=None) as batch_op:
        batch_op.create_index('ix_earlier_version_row', ['row_id', 'recorded_at'], unique=False)


def downgrade() -> None:
    op.drop_table('earlier_version')
