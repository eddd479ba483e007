"""A signed receipt on paper: one A4 document of real text, its square code, and the signed file itself attached.

Everything printed is taken from what was signed. The attachment is what can be verified; a printed page can't be.
"""

from __future__ import annotations

import io
import json
import unicodedata
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape

import segno
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from resolution_hub.features.receipts.document import FORMAT, digest_of
from resolution_hub.kit.text import Text

ATTACHED: Final = "receipt.json"
_INK, _QUIET, _LINE = HexColor("#1c2320"), HexColor("#56605b"), HexColor("#d5dad7")
_MARGIN, _CODE = 20 * mm, 34 * mm
_WIDTH = A4[0] - 2 * _MARGIN - 12  # a frame has 6 points on each side
_SMALL = 9.0  # cells of ids and digests, which may break anywhere


def code_of(file: bytes) -> str:
    """What the square code holds: the ruling, and the digest of the signature that its file bears."""
    return f"{FORMAT}:{json.loads(file)['receipt']['ruling']}:{digest_of(file)}"


def put_on_paper(file: bytes, text: Text) -> bytes:
    """The PDF of a receipt that `document.sign` made. The same file gives the same bytes."""
    read = json.loads(file)
    body, signature = read["receipt"], read["signature"]
    title = _plain(text.say("paper-title", shop=body["shop"]))
    page = io.BytesIO()
    document = SimpleDocTemplate(
        page, pagesize=A4, invariant=1, title=title, author=_plain(body["shop"]), lang=text.locale,
        leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=_MARGIN, bottomMargin=_MARGIN,
    )  # fmt: skip
    document.build(
        [*_head(body, title, text), *_said(body), *_clauses(body, text), *_proof(body, signature, file, text)],
        onFirstPage=lambda canvas, _: _attach(canvas, file),
    )
    return page.getvalue()


def _head(body: dict[str, Any], title: str, text: Text) -> list[Flowable]:
    at = datetime.fromisoformat(body["at"]).astimezone(UTC)
    rows = [
        (text.say("paper-ruling"), body["ruling"]),
        (text.say("paper-at"), f"{at:%Y-%m-%d %H:%M:%S} UTC"),
        (text.say("paper-case"), body["case"]),
    ]
    return [_paragraph(title, _style(18, bold=True)), Spacer(0, 5 * mm), _rows(rows), Spacer(0, 5 * mm)]


def _said(body: dict[str, Any]) -> list[Flowable]:
    first, *others = body["sentences"]
    styles = [_style(13, bold=True), *[_style(10.5)] * len(others)]
    return [_paragraph(said, style) for said, style in zip((first, *others), styles, strict=True)]


def _clauses(body: dict[str, Any], text: Text) -> list[Flowable]:
    rows = []
    for clause in body["clauses"]:
        used = ", ".join(f"{name} = {value}" for name, value in sorted(clause["used"].items()))
        opinion = clause["opinion"]["type"] if clause["opinion"] is not None else "-"
        rows.append((clause["rule"], f"{opinion}; {used}" if used else opinion))
    rows.append((text.say("paper-rulebook"), f"{body['rulebook']['version']}; SHA-256 {body['rulebook']['sha256']}"))
    return [Spacer(0, 4 * mm), _paragraph(text.say("paper-clauses"), _style(11, bold=True)), _rows(rows)]


def _proof(body: dict[str, Any], signature: dict[str, Any], file: bytes, text: Text) -> list[Flowable]:
    rows = [
        (text.say("paper-signature"), f"{signature['alg']}: {signature['value']}"),
        (text.say("paper-key"), signature["kid"]),
    ]
    how = text.say(
        "paper-verify", file=ATTACHED, command=f"resolution-hub receipts verify receipt-{body['ruling']}.pdf"
    )
    left, gap = _WIDTH - _CODE, 6 * mm
    beside = Table([[_rows(rows, left - gap)], [_paragraph(how, _style(8.5, quiet=True))]], [left - gap], style=_TOP)
    beside.hAlign = "LEFT"
    return [Spacer(0, 6 * mm), Table([[beside, _Square(code_of(file))]], colWidths=[left, _CODE], style=_TOP)]


_ALL = ((0, 0), (-1, -1))
_TOP = [("VALIGN", *_ALL, "TOP"), ("LEFTPADDING", *_ALL, 0), ("RIGHTPADDING", *_ALL, 0)]


class _Square(Flowable):  # type: ignore[misc]  # the library has no types
    """A QR code as filled squares, so that it stays sharp in any size."""

    def __init__(self, held: str) -> None:
        super().__init__()
        self.width = self.height = _CODE
        self._rows = [bytes(row) for row in segno.make(held, error="m", micro=False).matrix]

    def draw(self) -> None:
        size = _CODE / len(self._rows)
        self.canv.setFillColor(_INK)
        for down, row in enumerate(self._rows):
            for across, dark in enumerate(row):
                if dark:
                    self.canv.rect(across * size, _CODE - (down + 1) * size, size, size, stroke=0, fill=1)


def _rows(rows: list[tuple[str, str]], width: float = _WIDTH) -> Flowable:
    cells = [[_paragraph(name, _style(_SMALL, quiet=True)), _paragraph(value, _style(_SMALL))] for name, value in rows]
    style = [*_TOP, ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE)]
    return Table(cells, colWidths=[width * 0.3, width * 0.7], style=style, hAlign="LEFT")


def _paragraph(said: str, style: ParagraphStyle) -> Flowable:
    return Paragraph(escape(_plain(said)), style)


@cache
def _style(size: float, *, bold: bool = False, quiet: bool = False) -> ParagraphStyle:
    _fonts()
    return ParagraphStyle(
        f"{size}-{bold}-{quiet}", fontName="VeraBd" if bold else "Vera", fontSize=size, leading=size * 1.4,
        textColor=_QUIET if quiet else _INK, spaceAfter=size * 0.35, splitLongWords=1, wordWrap="CJK" if size == _SMALL else None,
    )  # fmt: skip


@cache
def _fonts() -> frozenset[int]:
    """Register the typeface that comes with the library, and say which characters it has."""
    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    return frozenset(pdfmetrics.getFont("Vera").face.charToGlyph)


def _plain(said: str) -> str:
    """`said` in characters that the typeface has: without an accent it lacks, else "?". The attached file has them all."""
    return "".join(each if ord(each) in _fonts() else _nearest(each) for each in said)


def _nearest(character: str) -> str:
    base = unicodedata.normalize("NFKD", character)[0]
    return base if ord(base) in _fonts() else "?"


def _attach(canvas: Any, file: bytes) -> None:
    """Put the signed file into the PDF as it is, unpacked, where every reader lists attachments (ISO 32000-1, 7.11)."""
    document, name = canvas._doc, pdfdoc.PDFString(ATTACHED)
    kind = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("EmbeddedFile")})
    stream = document.Reference(pdfdoc.PDFStream(kind, file))
    held = {"Type": pdfdoc.PDFName("Filespec"), "F": name, "UF": name, "EF": pdfdoc.PDFDictionary({"F": stream})}
    spec = document.Reference(pdfdoc.PDFDictionary({**held, "AFRelationship": pdfdoc.PDFName("Source")}))
    names = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray([name, spec])})
    canvas.setCatalogEntry("Names", pdfdoc.PDFDictionary({"EmbeddedFiles": names}))
    canvas.setCatalogEntry("AF", pdfdoc.PDFArray([spec]))
