"""the way of a referral, when partners were asked, and exactly what went out to them"""

import sqlalchemy as sa
from alembic import op


revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None

INQUIRY = {'referral_id': 'referral', 'person_id': 'person'}
TRANSMISSION = {
    'municipality_id': 'municipality',
    'referral_id': 'referral',
    'person_id': 'person',
    'partner_id': 'partner',
    'consent_id': 'consent',
}


def upgrade() -> None:
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.add_column(sa.Column('way', sa.String(length=10), nullable=False, server_default='ALONE'))
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.alter_column('way', server_default=None)
    create(
        'referral_inquiry',
        INQUIRY,
        sa.Column('asked_on', sa.Date(), nullable=False),
        sa.Column('feedback_due_on', sa.Date(), nullable=False),
        sa.Column('remark', sa.LargeBinary(), nullable=True),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    )
    index('referral_inquiry', 'referral_id', 'person_id', 'feedback_due_on')
    create(
        'transmission',
        TRANSMISSION,
        sa.Column('channel', sa.String(length=20), nullable=False),
        sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
        sa.Column('recipient', sa.LargeBinary(), nullable=True),
        sa.Column('content', sa.LargeBinary(), nullable=True),
    )
    index('transmission', 'municipality_id', 'referral_id', 'person_id', 'partner_id', 'consent_id')


def create(table: str, refers: dict[str, str], *columns: sa.Column) -> None:
    op.create_table(
        table,
        *(sa.Column(column, sa.Uuid(), nullable=False) for column in refers),
        *columns,
        sa.Column('id', sa.Uuid(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f'{other}.id'], name=op.f(f'fk_{table}_{column}'), initially='DEFERRED', deferrable=True
            )
            for column, other in refers.items()
        ),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
    )


def index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f'ix_{table}_{column}'), [column], unique=False)


def downgrade() -> None:
    op.drop_table('transmission')
    op.drop_table('referral_inquiry')
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_column('way')
