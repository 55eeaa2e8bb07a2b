"""which translations of papers a municipality has confirmed, and its own wording"""

import sqlalchemy as sa
from alembic import op


revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

CURRENT = sa.text('superseded_at IS NULL')


def upgrade() -> None:
    op.create_table(
        'confirmed_phrase',
        sa.Column('municipality_id', sa.Uuid(), nullable=False),
        sa.Column('paper', sa.String(length=20), nullable=False),
        sa.Column('language', sa.String(length=10), nullable=False),
        sa.Column('german_hash', sa.LargeBinary(), nullable=False),
        sa.Column('text_hash', sa.LargeBinary(), nullable=False),
        sa.Column('wording', sa.Text(), nullable=True),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ['municipality_id'], ['municipality.id'], name=op.f('fk_confirmed_phrase_municipality_id'),
            initially='DEFERRED', deferrable=True,
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_confirmed_phrase')),
    )
    with op.batch_alter_table('confirmed_phrase', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_confirmed_phrase_municipality_id'), ['municipality_id'], unique=False)
        batch_op.create_index(
            'uq_confirmed_phrase_current',
            ['municipality_id', 'paper', 'language', 'german_hash'],
            unique=True,
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        )


def downgrade() -> None:
    op.drop_table('confirmed_phrase')
