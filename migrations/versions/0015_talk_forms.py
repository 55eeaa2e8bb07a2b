"""talks without a case: short contacts, groups with a headcount, minutes of further topics, hour and place"""

import sqlalchemy as sa
from alembic import op


revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

SEALED = ('topic_minutes', 'described_as', 'also_present', 'place')


def upgrade() -> None:
    with op.batch_alter_table('consultation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('talk_form', sa.String(length=20), nullable=False, server_default='TALK'))
        batch_op.add_column(sa.Column('starts_at', sa.Time(), nullable=True))
        batch_op.add_column(sa.Column('headcount', sa.Integer(), nullable=True))
        for name in SEALED:
            batch_op.add_column(sa.Column(name, sa.LargeBinary(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f('ck_consultation_headcount'), 'headcount IS NULL OR headcount > 0'
        )
        batch_op.create_index(batch_op.f('ix_consultation_talk_id'), ['talk_id'], unique=False)
    with op.batch_alter_table('consultation', schema=None) as batch_op:
        batch_op.alter_column('talk_form', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('consultation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consultation_talk_id'))
        batch_op.drop_constraint(batch_op.f('ck_consultation_headcount'), type_='check')
        for name in (*SEALED, 'headcount', 'starts_at', 'talk_form'):
            batch_op.drop_column(name)
