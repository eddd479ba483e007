"""Commands that print what the hub is."""

import sys

from resolution_hub.cli.app import app


@app.command()
def openapi() -> None:
    """Print the OpenAPI document of the API."""
    from resolution_hub.web.app import openapi_document

    sys.stdout.write(openapi_document())
