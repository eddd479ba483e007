"""People at the desk: departments, skills, capacity, presence."""

from pathlib import Path

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The driver's own cursor: SQLAlchemy would read `:name` and `%` in the text as parameters.
    cursor = op.get_bind().connection.cursor()
    cursor.execute(Path(__file__).with_name("0012_staffing.sql").read_text(encoding="utf-8"))
    cursor.close()
