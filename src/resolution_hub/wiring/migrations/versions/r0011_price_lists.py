"""Variants, speeds of delivery and plans have a price in each currency."""

from pathlib import Path

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The driver's own cursor: SQLAlchemy would read `:name` and `%` in the text as parameters.
    cursor = op.get_bind().connection.cursor()
    cursor.execute(Path(__file__).with_name("0011_price_lists.sql").read_text(encoding="utf-8"))
    cursor.close()
