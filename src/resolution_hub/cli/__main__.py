"""`python -m resolution_hub.cli`: the command for who has the package but not its script on the PATH."""

from resolution_hub.cli import app

app(prog_name="resolution-hub")
