"""What each web process runs."""

from litestar.types import ASGIApp

from resolution_hub.kit.process import end_with_parent
from resolution_hub.web.app import create_app


def create() -> ASGIApp:
    """The pages and the API, in a process that ends with the one that started it."""
    end_with_parent()
    return create_app()
