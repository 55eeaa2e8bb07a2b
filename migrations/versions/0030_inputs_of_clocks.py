"""how people are protected, titles that hold to another day than printed, counselling extended to the fourth year"""

import sqlalchemy as sa
from alembic import op


revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None

CURRENT = sa.text('superseded_at IS NULL')
SEALED = ('kind', 'starts_on', 'ends_on', 'authority', 'remark', 'retracted_because')


def upgrade() -> None:
    op.create_table(
        'protection',
        sa.Column('protection_id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.LargeBinary(), nullable=True) for name in SEALED),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ['person_id'], ['person.id'], name=op.f('fk_protection_person_id'), initially='DEFERRED', deferrable=True
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_protection')),
    )
    with op.batch_alter_table('protection', schema=None) as batch_op:
        for column in ('protection_id', 'person_id'):
            batch_op.create_index(batch_op.f(f'ix_protection_{column}'), [column], unique=False)
        batch_op.create_index(
            'uq_protection_current', ['protection_id'], unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT
        )
    with op.batch_alter_table('residence_title', schema=None) as batch_op:
        batch_op.add_column(sa.Column('legally_until', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('legally_until_reason', sa.LargeBinary(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f('ck_residence_title_legal_order'), 'legally_until IS NULL OR legally_until >= starts_on'
        )
    with op.batch_alter_table('integration_case', schema=None) as batch_op:
        batch_op.add_column(sa.Column('extended_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('extended_reason', sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('integration_case', schema=None) as batch_op:
        batch_op.drop_column('extended_reason')
        batch_op.drop_column('extended_on')
    with op.batch_alter_table('residence_title', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_residence_title_legal_order'), type_='check')
        batch_op.drop_column('legally_until_reason')
        batch_op.drop_column('legally_until')
    op.drop_table('protection')
