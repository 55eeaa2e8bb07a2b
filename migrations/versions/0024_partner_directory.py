"""what partners offer, when they are open, whom to ask for; what stood there as text goes into the first offer"""

import re
import unicodedata
import uuid

import sqlalchemy as sa
from alembic import op


revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None

ADDED = {
    'website': sa.String(length=300),
    'street': sa.String(length=300),
    'postcode': sa.String(length=10),
    'town': sa.String(length=200),
    'district': sa.String(length=200),
    'serves': sa.String(length=2000),
    'languages': sa.String(length=500),
    'opening_hours': sa.String(length=1000),
    'accessibility': sa.String(length=200),
    'remark': sa.String(length=2000),
    'sort_name': sa.String(length=400),
    'search_text': sa.Text(),
}
LISTS = ('serves', 'languages', 'accessibility')
FILLED = (*LISTS, 'sort_name', 'search_text')
TITLE, TEXT = 200, 1000
WITHOUT_PARTS = str.maketrans({'ø': 'o', 'ł': 'l', 'đ': 'd', 'ı': 'i', 'æ': 'ae', 'œ': 'oe', 'þ': 'th', 'ð': 'd'})
ADDRESS = re.compile(r'(.*?)[,\s]+(\d{5})\s+(.+)', re.DOTALL)
PARTNER = sa.table(
    'partner',
    sa.column('id', sa.Uuid()),
    sa.column('municipality_id', sa.Uuid()),
    sa.column('name', sa.String()),
    sa.column('address', sa.String()),
    sa.column('offers', sa.String()),
    sa.column('street', sa.String()),
    sa.column('postcode', sa.String()),
    sa.column('town', sa.String()),
    *(sa.column(name, sa.String()) for name in LISTS),
    sa.column('sort_name', sa.String()),
    sa.column('search_text', sa.Text()),
)
OFFER = sa.table(
    'partner_offer',
    sa.column('id', sa.Uuid()),
    sa.column('municipality_id', sa.Uuid()),
    sa.column('partner_id', sa.Uuid()),
    sa.column('title', sa.String()),
    sa.column('needs', sa.String()),
    sa.column('languages', sa.String()),
    sa.column('remark', sa.String()),
    sa.column('needs_registration', sa.Boolean()),
    sa.column('needs_appointment', sa.Boolean()),
    sa.column('is_active', sa.Boolean()),
    sa.column('version', sa.Integer()),
)


def upgrade() -> None:
    with op.batch_alter_table('partner', schema=None) as batch_op:
        for name, kind in ADDED.items():
            batch_op.add_column(sa.Column(name, kind, nullable=True))
    create(
        'partner_offer',
        sa.Column('title', sa.String(length=200), nullable=False),
        sa.Column('needs', sa.String(length=200), nullable=False),
        sa.Column('languages', sa.String(length=500), nullable=False),
        sa.Column('audience', sa.String(length=300), nullable=True),
        sa.Column('cost', sa.String(length=200), nullable=True),
        sa.Column('needs_registration', sa.Boolean(), nullable=False),
        sa.Column('needs_appointment', sa.Boolean(), nullable=False),
        sa.Column('remark', sa.String(length=2000), nullable=True),
        sa.Column('is_active', sa.Boolean(), nullable=False),
    )
    create(
        'partner_contact',
        *(sa.Column(name, sa.LargeBinary(), nullable=True) for name in ('name', 'function', 'phone', 'email')),
    )
    for partner in op.get_bind().execute(sa.select(PARTNER)).mappings().all():
        keep_as_rows(partner)
    with op.batch_alter_table('partner', schema=None) as batch_op:
        for name in FILLED:
            batch_op.alter_column(name, existing_type=ADDED[name], nullable=False)
        batch_op.drop_column('offers')
        batch_op.drop_column('address')


def create(table: str, *columns: sa.Column) -> None:
    refers = {'municipality_id': 'municipality', 'partner_id': 'partner'}
    op.create_table(
        table,
        *(sa.Column(column, sa.Uuid(), nullable=False) for column in refers),
        *columns,
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('id', sa.Uuid(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f'{other}.id'], name=op.f(f'fk_{table}_{column}'), initially='DEFERRED', deferrable=True
            )
            for column, other in refers.items()
        ),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in refers:
            batch_op.create_index(batch_op.f(f'ix_{table}_{column}'), [column], unique=False)


def keep_as_rows(partner: sa.RowMapping) -> None:
    parts = ADDRESS.fullmatch((partner['address'] or '').strip())
    street, postcode, town = (parts[1], parts[2], parts[3]) if parts and len(parts[3]) <= 200 else (partner['address'], None, None)
    said = '\n'.join(text for text in (partner['name'], partner['address'], partner['offers']) if text)
    op.execute(
        PARTNER.update()
        .where(PARTNER.c.id == partner['id'])
        .values(
            street=street or None,
            postcode=postcode,
            town=town,
            sort_name=folded(partner['name']),
            search_text=folded(said),
            **dict.fromkeys(LISTS, ''),
        )
    )
    offers = (partner['offers'] or '').strip()
    if offers:
        is_short = len(offers) <= TITLE and '\n' not in offers
        op.execute(
            OFFER.insert().values(
                id=uuid.uuid4(),
                municipality_id=partner['municipality_id'],
                partner_id=partner['id'],
                needs='',
                languages='',
                title=offers if is_short else 'Angebote',
                remark=None if is_short else offers,
                needs_registration=False,
                needs_appointment=False,
                is_active=True,
                version=1,
            )
        )


def folded(text: str) -> str:
    parts = unicodedata.normalize('NFKD', text.casefold())
    return ''.join(part for part in parts if not unicodedata.combining(part)).translate(WITHOUT_PARTS)


def downgrade() -> None:
    with op.batch_alter_table('partner', schema=None) as batch_op:
        batch_op.add_column(sa.Column('address', sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column('offers', sa.String(length=1000), nullable=True))
    for partner in op.get_bind().execute(sa.select(PARTNER)).mappings().all():
        town = ' '.join(part for part in (partner['postcode'], partner['town']) if part)
        address = ', '.join(part for part in (partner['street'], town) if part)
        told = op.get_bind().execute(
            sa.select(OFFER.c.title, OFFER.c.remark).where(OFFER.c.partner_id == partner['id'], OFFER.c.is_active)
        )
        offers = '\n'.join(remark if title == 'Angebote' and remark else ': '.join(filter(None, (title, remark))) for title, remark in told)
        op.execute(
            PARTNER.update()
            .where(PARTNER.c.id == partner['id'])
            .values(address=address[:300] or None, offers=offers[:TEXT] or None)
        )
    op.drop_table('partner_contact')
    op.drop_table('partner_offer')
    with op.batch_alter_table('partner', schema=None) as batch_op:
        for name in ADDED:
            batch_op.drop_column(name)
