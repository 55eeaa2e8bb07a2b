"""the ledger of the whole installation, and ways to find what was recorded last"""

import sqlalchemy as sa
from alembic import op


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

PAST = sa.text('known_until IS NOT NULL')
TABLES = ('stage_span', 'dwelling_span')


def upgrade() -> None:
    op.create_table('stage_change',
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('stage', sa.String(length=10), nullable=False),
    sa.Column('known_on', sa.Date(), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('starts_on', 'stage', 'known_on', name=op.f('pk_stage_change'))
    )
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(f'ix_{table}_by_end')
            batch_op.create_index(f'ix_{table}_by_recording', ['known_from', 'municipality_id'], unique=False)
            batch_op.create_index(f'ix_{table}_by_correction', ['known_until', 'municipality_id'], unique=False, sqlite_where=PAST, postgresql_where=PAST)
    op.execute(_filled())


def _filled() -> str:
    """Each span adds a person on its first day and takes them away on its last, and the opposite once it is past."""
    in_utc = "CAST({} AT TIME ZONE 'UTC' AS DATE)" if op.get_bind().dialect.name == 'postgresql' else 'date({})'
    parts = [
        f"SELECT {day} AS starts_on, stage, {in_utc.format(moment)} AS known_on, {people} AS people FROM stage_span WHERE {day} IS NOT NULL AND {moment} IS NOT NULL"
        for day, sign in (('starts_on', 1), ('ends_on', -1))
        for moment, people in (('known_from', sign), ('known_until', -sign))
    ]
    return (
        'INSERT INTO stage_change (starts_on, stage, known_on, people) '
        f"SELECT starts_on, stage, known_on, sum(people) FROM ({' UNION ALL '.join(parts)}) AS changes "
        'GROUP BY starts_on, stage, known_on HAVING sum(people) <> 0'
    )


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(f'ix_{table}_by_correction', sqlite_where=PAST, postgresql_where=PAST)
            batch_op.drop_index(f'ix_{table}_by_recording')
            batch_op.create_index(f'ix_{table}_by_end', ['municipality_id', 'ends_on', 'known_from', 'known_until', 'person_id'], unique=False)
    op.drop_table('stage_change')
