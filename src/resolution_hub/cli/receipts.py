"""Commands about signed receipts (docs/how-to/receipts.md)."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from resolution_hub.cli.app import app, err, explained, out, settings_with_database

PUBLISHED = "resolution-hub-receipts.json"
_ATTACHED = b'{"receipt":\n'
_END = b"}\n"
_SAID = {
    "not_a_receipt": "This is no receipt, or not the whole file.",
    "not_as_given": "The file is not byte for byte as it was given: it was changed, or saved again in another form.",
    "other_version": "The receipt is of a later form than this command knows. Use a newer release.",
    "unknown_key": "None of these keys signed it. Fetch the shop's keys again; if none fits then, it is not genuine.",
    "wrong_signature": "The signature does not fit: something in it was changed after it was signed.",
    "after_retirement": "It tells of a time after its key was retired. The shop never signed it.",
}

receipts = typer.Typer(help="Signed receipts of decisions.", no_args_is_help=True)
app.add_typer(receipts, name="receipts")


@receipts.command()
def verify(
    file: Annotated[Path, typer.Argument(help="A receipt: its .json, or the .pdf that has it attached.")],
    keys: Annotated[
        Path | None,
        typer.Option(help=f"The shop's public keys. Without it, {PUBLISHED} beside the receipt or in this folder."),
    ] = None,
) -> None:
    """Say whether a receipt is genuine. Needs no network and no database; status 0 only for a genuine one."""
    from resolution_hub.features.receipts.document import Refusal
    from resolution_hub.features.receipts.document import verify as check
    from resolution_hub.features.receipts.keys import KeyUnusable, read_set

    with explained(OSError, KeyUnusable, typer.BadParameter):
        known = read_set(_find_keys(file, keys).read_bytes())
        found = check(_receipt_in(file.read_bytes()), known)
    if isinstance(found, Refusal):
        err.print(f"[bold red]Not genuine:[/] {_SAID[found]}", soft_wrap=True)
        raise typer.Exit(1)
    body = found.body
    out.print(f"[bold green]Genuine.[/] {escape(body['shop'])} gave this receipt, and nothing in it was changed.\n")
    out.print(f"decision   {body['ruling']}\nmade at    {body['at']}\nrulebook   {body['rulebook']['version']}")
    out.print(f"key        {found.kid}\nsquare     {found.digest}\n", soft_wrap=True)
    for sentence in body["sentences"]:
        out.print(f"- {sentence}", markup=False, soft_wrap=True)
    if file.suffix.lower() == ".pdf":
        out.print("\nThis is what the attached receipt says. What the pages show is not covered by the signature.")


@receipts.command("rotate-key")
def rotate_key() -> None:
    """Sign with another key from now on: that of HUB_RECEIPT_KEY, else a new one. Old receipts still verify."""
    from resolution_hub.wiring import receipts as keeping

    with explained(OSError):
        rotated = asyncio.run(keeping.rotate(settings_with_database()))
    out.print(f"Receipts are signed with {rotated.kid} from now on.", soft_wrap=True)
    for kid in rotated.retired:
        out.print(f"Retired, and published for ever: {kid}", soft_wrap=True)


def _find_keys(file: Path, given: Path | None) -> Path:
    if given is not None:
        return given
    for folder in (file.resolve().parent, Path.cwd()):
        if (folder / PUBLISHED).is_file():
            return folder / PUBLISHED
    raise typer.BadParameter(
        f"name the shop's public keys with --keys: they are at /.well-known/{PUBLISHED} of its help pages"
    )


def _receipt_in(content: bytes) -> bytes:
    """A PDF holds the receipt as it is, between its own parts."""
    if not content.startswith(b"%PDF"):
        return content
    start = content.find(_ATTACHED)
    end = content.find(_END + b"endstream", start)
    return content[start : end + len(_END)] if 0 <= start < end else b""
