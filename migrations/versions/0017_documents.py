"""documents, their files and what is said of them"""

import sqlalchemy as sa
from alembic import op


revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

CURRENT = sa.text('superseded_at IS NULL')


def upgrade() -> None:
    op.create_table('document',
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('municipality_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('end_reason', sa.LargeBinary(), nullable=True),
    sa.Column('settled', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_document_municipality_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document'))
    )
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_document_municipality_id'), ['municipality_id'], unique=False)
    op.create_table('document_person',
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_document_person_document_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_document_person_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document_person')),
    sa.UniqueConstraint('document_id', 'person_id', name=op.f('uq_document_person_document_id_person_id'))
    )
    with op.batch_alter_table('document_person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_document_person_document_id'), ['document_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_document_person_person_id'), ['person_id'], unique=False)
    op.create_table('document_statement',
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.LargeBinary(), nullable=True),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('served_on', sa.Date(), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('remark', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_document_statement_document_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document_statement'))
    )
    with op.batch_alter_table('document_statement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_document_statement_document_id'), ['document_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_document_statement_served_on'), ['served_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_document_statement_valid_until'), ['valid_until'], unique=False)
        batch_op.create_index('uq_document_statement_current', ['document_id'], unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT)
    op.create_table('document_file',
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('form', sa.String(length=4), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('size_bytes', sa.BigInteger(), nullable=False),
    sa.Column('file_name', sa.LargeBinary(), nullable=True),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=True),
    sa.Column('thumbnail', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('pages >= 1', name=op.f('ck_document_file_pages')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_document_file_document_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document_file')),
    sa.UniqueConstraint('document_id', 'position', name=op.f('uq_document_file_document_id_position'))
    )
    with op.batch_alter_table('document_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_document_file_document_id'), ['document_id'], unique=False)
    op.create_table('document_piece',
    sa.Column('file_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['document_file.id'], name=op.f('fk_document_piece_file_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document_piece')),
    sa.UniqueConstraint('file_id', 'position', name=op.f('uq_document_piece_file_id_position'))
    )
    with op.batch_alter_table('document_piece', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_document_piece_file_id'), ['file_id'], unique=False)


def downgrade() -> None:
    for table in ('document_piece', 'document_file', 'document_statement', 'document_person', 'document'):
        op.drop_table(table)
