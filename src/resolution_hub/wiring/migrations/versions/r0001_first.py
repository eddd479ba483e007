"""The first schema."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The driver's own cursor: SQLAlchemy would read `:name` and `%` in the text as parameters.
    cursor = op.get_bind().connection.cursor()
    cursor.execute(Path(__file__).with_name("0001_first.sql").read_text(encoding="utf-8"))
    cursor.close()
