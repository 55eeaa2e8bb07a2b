"""appointments, tasks and deadlines, the people they are about, and addresses of subscribed calendars"""

import sqlalchemy as sa
from alembic import op


revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f'{other}.id'], name=op.f(f'fk_{table}_{column}'), initially='DEFERRED', deferrable=True
    )


def index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f'ix_{table}_{column}'), [column], unique=False)


def upgrade() -> None:
    op.create_table(
        'appointment',
        sa.Column('subject_id', sa.Uuid(), nullable=False),
        sa.Column('municipality_id', sa.Uuid(), nullable=False),
        sa.Column('owner_id', sa.Uuid(), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('planned_on', sa.Date(), nullable=False),
        sa.Column('starts_at', sa.Time(), nullable=True),
        sa.Column('minutes', sa.Integer(), nullable=True),
        sa.Column('title', sa.LargeBinary(), nullable=True),
        sa.Column('place', sa.LargeBinary(), nullable=True),
        sa.Column('note', sa.LargeBinary(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.CheckConstraint('minutes IS NULL OR (minutes > 0 AND starts_at IS NOT NULL)', name=op.f('ck_appointment_minutes')),
        sa.CheckConstraint('done_at IS NULL OR cancelled_at IS NULL', name=op.f('ck_appointment_one_end')),
        to('appointment', 'municipality_id', 'municipality'),
        to('appointment', 'owner_id', 'user_account'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_appointment')),
    )
    index('appointment', 'municipality_id', 'owner_id', 'planned_on')
    op.create_table(
        'appointment_person',
        sa.Column('appointment_id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('id', sa.Uuid(), nullable=False),
        to('appointment_person', 'appointment_id', 'appointment'),
        to('appointment_person', 'person_id', 'person'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_appointment_person')),
    )
    index('appointment_person', 'appointment_id', 'person_id')
    op.create_table(
        'calendar_feed',
        sa.Column('user_id', sa.Uuid(), nullable=False),
        sa.Column('token_hash', sa.LargeBinary(), nullable=False),
        sa.Column('shows_names', sa.Boolean(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', sa.Uuid(), nullable=False),
        to('calendar_feed', 'user_id', 'user_account'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_feed')),
        sa.UniqueConstraint('token_hash', name=op.f('uq_calendar_feed_token_hash')),
    )
    index('calendar_feed', 'user_id')


def downgrade() -> None:
    op.drop_table('calendar_feed')
    op.drop_table('appointment_person')
    op.drop_table('appointment')
