"""desk: keys, house rules, bans, defects, mobility, and who looks after which house"""

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

CURRENT = sa.text('superseded_at IS NULL')


def kept(*columns: sa.Column | sa.Constraint) -> list[sa.Column | sa.Constraint]:
    return [
        *columns,
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    ]


def to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f'{other}.id'], name=op.f(f'fk_{table}_{column}'), initially='DEFERRED', deferrable=True
    )


def create(table: str, *columns: sa.Column | sa.Constraint, refers: dict[str, str], unindexed: tuple[str, ...] = ()) -> None:
    op.create_table(
        table,
        *kept(*columns),
        *(to(table, column, other) for column, other in refers.items()),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in refers:
            if column not in unindexed:
                batch_op.create_index(op.f(f'ix_{table}_{column}'), [column], unique=False)


def upgrade() -> None:
    create(
        'key_handover',
        sa.Column('accommodation_id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('key_number', sa.LargeBinary(), nullable=True),
        sa.Column('handed_on', sa.Date(), nullable=False),
        sa.Column('returned_on', sa.Date(), nullable=True),
        sa.CheckConstraint('returned_on IS NULL OR returned_on >= handed_on', name=op.f('ck_key_handover_order')),
        refers={'accommodation_id': 'accommodation', 'person_id': 'person'},
    )
    create(
        'house_rules_handover',
        sa.Column('accommodation_id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('language', sa.LargeBinary(), nullable=True),
        sa.Column('handed_on', sa.Date(), nullable=False),
        refers={'accommodation_id': 'accommodation', 'person_id': 'person'},
    )
    create(
        'house_ban',
        sa.Column('accommodation_id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=True),
        sa.Column('outsider', sa.LargeBinary(), nullable=True),
        sa.Column('starts_on', sa.Date(), nullable=False),
        sa.Column('ends_on', sa.Date(), nullable=True),
        sa.Column('reason', sa.LargeBinary(), nullable=True),
        sa.Column('imposed_by', sa.LargeBinary(), nullable=True),
        sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_house_ban_order')),
        refers={'accommodation_id': 'accommodation', 'person_id': 'person'},
    )
    create(
        'room_defect',
        sa.Column('accommodation_id', sa.Uuid(), nullable=False),
        sa.Column('room_id', sa.Uuid(), nullable=False),
        sa.Column('block_id', sa.Uuid(), nullable=True),
        sa.Column('what', sa.LargeBinary(), nullable=True),
        sa.Column('reported_on', sa.Date(), nullable=False),
        sa.Column('fixed_on', sa.Date(), nullable=True),
        sa.CheckConstraint('fixed_on IS NULL OR fixed_on >= reported_on', name=op.f('ck_room_defect_order')),
        refers={'accommodation_id': 'accommodation', 'room_id': 'room', 'block_id': 'place_block'},
        unindexed=('block_id',),
    )
    create(
        'mobility_need',
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('need', sa.LargeBinary(), nullable=True),
        sa.Column('starts_on', sa.Date(), nullable=False),
        refers={'person_id': 'person'},
    )
    create(
        'house_duty',
        sa.Column('user_id', sa.Uuid(), nullable=False),
        sa.Column('accommodation_id', sa.Uuid(), nullable=False),
        refers={'user_id': 'user_account', 'accommodation_id': 'accommodation'},
    )
    for table, columns in (
        ('mobility_need', ['person_id', 'starts_on']),
        ('house_duty', ['user_id', 'accommodation_id']),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(
                f'uq_{table}_current', columns, unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT
            )


def downgrade() -> None:
    for table in ('house_duty', 'mobility_need', 'room_defect', 'house_ban', 'house_rules_handover', 'key_handover'):
        op.drop_table(table)
