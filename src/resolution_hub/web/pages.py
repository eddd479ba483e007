"""The built pages: two small apps whose addresses are all answered by their one HTML file, and hashed assets beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from litestar import MediaType, Response, get
from litestar.params import FromPath
from litestar.static_files import create_static_files_router

from resolution_hub.web.errors import not_found

STATIC = Path(__file__).resolve().parent.parent / "static"
_FOR_PROGRAMS = {"api", "hooks", "health", "assets", ".well-known"}
_FOREVER = "public, max-age=31536000, immutable"


def _page(app: str) -> Response[bytes]:
    file = STATIC / app / "index.html"
    if not file.is_file():
        raise not_found()
    return Response(file.read_bytes(), media_type=MediaType.HTML, headers={"Cache-Control": "no-cache"})


@get(
    ["/", "/find", "/withdraw", "/returns", "/subscriptions", "/try-as", "/chat/{rest:str}", "/parcel/{rest:str}",
     "/orders/{rest:str}", "/messages", "/messages/{rest:str}", "/articles", "/articles/{rest:str}"],
    include_in_schema=False, sync_to_thread=False,
)  # fmt: skip
def help_page() -> Response[bytes]:
    return _page("help")


@get(["/desk", "/desk/{rest:path}"], include_in_schema=False, sync_to_thread=False)
def desk_page() -> Response[bytes]:
    return _page("desk")


@get("/{rest:path}", include_in_schema=False, sync_to_thread=False)
def no_page(rest: FromPath[str]) -> Response[bytes]:
    """A mistyped address gets the help app, which says so and shows the ways on; programs get a problem."""
    if rest.lstrip("/").split("/", 1)[0] in _FOR_PROGRAMS:
        raise not_found()
    page = _page("help")
    page.status_code = 404
    return page


def routes() -> list[Any]:
    found: list[Any] = [help_page, desk_page, no_page]
    if (STATIC / "assets").is_dir():
        assets = create_static_files_router(
            path="/assets", directories=[STATIC / "assets"], cache_control=None, include_in_schema=False,
            after_request=_cache_forever,
        )  # fmt: skip
        found.append(assets)
    return found


def _cache_forever(response: Response[Any]) -> Response[Any]:
    response.headers["Cache-Control"] = _FOREVER
    return response
