"""consents to share data with partners, and releases from the duty of secrecy"""

import sqlalchemy as sa
from alembic import op


revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

CURRENT = sa.text('superseded_at IS NULL')


def upgrade() -> None:
    op.create_table(
        'consent',
        sa.Column('consent_id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('partner_id', sa.Uuid(), nullable=False),
        sa.Column('purpose', sa.String(length=20), nullable=False),
        sa.Column('categories', sa.LargeBinary(), nullable=True),
        *how('consent'),
        reference('consent', 'partner_id', 'partner'),
        reference('consent', 'person_id', 'person'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_consent')),
    )
    op.create_table(
        'secrecy_release',
        sa.Column('release_id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('partner_id', sa.Uuid(), nullable=True),
        sa.Column('is_mutual', sa.Boolean(), nullable=False),
        sa.Column('released', sa.LargeBinary(), nullable=True),
        sa.Column('towards', sa.LargeBinary(), nullable=True),
        sa.Column('about', sa.LargeBinary(), nullable=True),
        *how('secrecy_release'),
        reference('secrecy_release', 'partner_id', 'partner'),
        reference('secrecy_release', 'person_id', 'person'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_secrecy_release')),
    )
    for table, versions in (('consent', 'consent_id'), ('secrecy_release', 'release_id')):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in (versions, 'partner_id', 'person_id', 'valid_until'):
                batch_op.create_index(batch_op.f(f'ix_{table}_{column}'), [column], unique=False)
            batch_op.create_index(
                f'uq_{table}_current', [versions], unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT
            )


def how(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column('form', sa.String(length=20), nullable=False),
        sa.Column('given_on', sa.Date(), nullable=False),
        sa.Column('valid_until', sa.Date(), nullable=True),
        sa.Column('revoked_on', sa.Date(), nullable=True),
        sa.Column('revoked_by', sa.String(length=20), nullable=True),
        sa.Column('language', sa.LargeBinary(), nullable=True),
        sa.Column('interpreter', sa.String(length=20), nullable=True),
        sa.Column('interpreter_name', sa.LargeBinary(), nullable=True),
        sa.Column('given_by', sa.LargeBinary(), nullable=True),
        sa.Column('remark', sa.LargeBinary(), nullable=True),
        sa.Column('revocation_reason', sa.LargeBinary(), nullable=True),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
        sa.CheckConstraint('valid_until IS NULL OR valid_until >= given_on', name=op.f(f'ck_{table}_order')),
        sa.CheckConstraint('revoked_on IS NULL OR revoked_on >= given_on', name=op.f(f'ck_{table}_revoked')),
    ]


def reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f'{other}.id'], name=op.f(f'fk_{table}_{column}'), initially='DEFERRED', deferrable=True
    )


def downgrade() -> None:
    op.drop_table('secrecy_release')
    op.drop_table('consent')
