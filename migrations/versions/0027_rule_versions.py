"""what a municipality says of the clocks that the law sets running"""

import sqlalchemy as sa
from alembic import op


revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

CURRENT = sa.text('superseded_at IS NULL')


def upgrade() -> None:
    op.create_table(
        'rule_version',
        sa.Column('municipality_id', sa.Uuid(), nullable=False),
        sa.Column('clock', sa.String(length=30), nullable=False),
        sa.Column('applies_from', sa.Date(), nullable=False),
        sa.Column('amount', sa.Integer(), nullable=False),
        sa.Column('unit', sa.String(length=20), nullable=False),
        sa.Column('warn_before', sa.String(length=200), nullable=False),
        sa.Column('paragraph', sa.String(length=200), nullable=False),
        sa.Column('note', sa.Text(), nullable=True),
        sa.Column('options', sa.String(length=200), nullable=False),
        sa.Column('holds_for_running', sa.Boolean(), nullable=False),
        sa.Column('continues_title', sa.String(length=20), nullable=True),
        sa.Column('continues_valid_on', sa.Date(), nullable=True),
        sa.Column('continues_until', sa.Date(), nullable=True),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
        sa.CheckConstraint('amount >= 0', name=op.f('ck_rule_version_amount')),
        sa.CheckConstraint(
            '(continues_title IS NULL) = (continues_until IS NULL) '
            'AND (continues_title IS NULL) = (continues_valid_on IS NULL)',
            name=op.f('ck_rule_version_continues'),
        ),
        sa.CheckConstraint(
            'continues_until IS NULL OR continues_until >= continues_valid_on', name=op.f('ck_rule_version_order')
        ),
        sa.ForeignKeyConstraint(
            ['municipality_id'], ['municipality.id'], name=op.f('fk_rule_version_municipality_id'),
            initially='DEFERRED', deferrable=True,
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_rule_version')),
    )
    with op.batch_alter_table('rule_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rule_version_municipality_id'), ['municipality_id'], unique=False)
        batch_op.create_index(
            'uq_rule_version_current',
            ['municipality_id', 'clock', 'applies_from'],
            unique=True,
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        )


def downgrade() -> None:
    op.drop_table('rule_version')
