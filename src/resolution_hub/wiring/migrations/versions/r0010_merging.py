"""Cases are merged and split."""

from pathlib import Path

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The driver's own cursor: SQLAlchemy would read `:name` and `%` in the text as parameters.
    cursor = op.get_bind().connection.cursor()
    cursor.execute(Path(__file__).with_name("0010_merging.sql").read_text(encoding="utf-8"))
    cursor.close()
