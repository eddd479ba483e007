"""A return label on paper and on a screen: the carrier's bars and square, and the words that were given, nothing of its own.

A sheet is laid out once, in dots of 1/300 inch, and drawn twice: as a PNG of exactly those dots, and as a PDF whose bars are
filled rectangles and whose words are text. So both are the same drawing, and no bar is ever rounded.

Words are set in DejaVu Sans Mono, which comes with python-barcode and has Latin, Greek and Cyrillic letters. Letters that it
lacks (Chinese, Japanese, Korean), and those that would have to be joined or set from the right (Arabic, Hebrew), become "?";
a line without any letter left is left out. A parcel is found by its number, so nothing is lost on the way.
"""

from __future__ import annotations

import io
import textwrap
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from typing import Final

import segno
from barcode.codex import Code128
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from resolution_hub.ports.labels import Label, LabelRequest, Party

DOTS_PER_INCH: Final = 300
LABEL: Final = (1200, 1800)  # 4 x 6 inches
A6: Final = (1240, 1748)
A4: Final = (2480, 3508)
_POINTS: Final = 72 / DOTS_PER_INCH
_QR_ALONE: Final = 600  # dots that a square code on its own has at least
_QR_QUIET: Final = 4  # squares of quiet zone, as ISO/IEC 18004 wants
_BAR: Final = 6  # dots of the narrowest bar: half a millimetre
_BAR_QUIET: Final = 10  # narrowest bars of quiet zone on both sides, as ISO/IEC 15417 wants
_MARGIN: Final = 60
_FONT: Final = "DejaVuSansMono"
_ADVANCE: Final = 0.603  # of a letter, in its size
_MOST_LINES: Final = 7  # of an address, once its long lines are broken


@dataclass(frozen=True, slots=True)
class LabelWords:
    """What stands on a label besides addresses and number, in the reader's language. `how` is for the A4 sheet only."""

    carrier: str
    title: str
    postage: str
    sender: str
    recipient: str
    facts: tuple[str, ...]
    how: tuple[str, ...]


@dataclass(slots=True)
class _Sheet:
    """`boxes` are filled: x, y, width, height; `words` stand on a baseline: x, y, size, text. The origin is top left."""

    width: int
    height: int
    boxes: list[tuple[int, int, int, int]] = field(default_factory=list)
    words: list[tuple[int, int, int, str]] = field(default_factory=list)

    def write(self, x: int, y: int, size: int, said: str, width: int, most: int = 1) -> int:
        """Lines of `said` from the top `y` on, `most` at most, in `width`; returns where the next line may begin."""
        for line in _lines(said, int(width / (size * _ADVANCE)), most):
            self.words.append((x, y + size, size, line))
            y += round(size * 1.3)
        return y

    def rule(self, y: int, weight: int = 4) -> None:
        self.boxes.append((_MARGIN, y, self.width - 2 * _MARGIN, weight))

    def put(self, other: _Sheet, x: int, y: int) -> None:
        self.boxes += [(x + left, y + top, width, height) for left, top, width, height in other.boxes]
        self.words += [(x + left, y + base, size, said) for left, base, size, said in other.words]


def draw_png(label: Label, request: LabelRequest, words: LabelWords) -> bytes:
    """The label as a picture of 4 x 6 inches at 300 dots per inch, in shades of grey."""
    sheet = _label(*LABEL, label, request, words)
    image = Image.new("L", (sheet.width, sheet.height), 255)
    pen = ImageDraw.Draw(image)
    for x, y, width, height in sheet.boxes:
        pen.rectangle((x, y, x + width - 1, y + height - 1), fill=0)
    for x, y, size, said in sheet.words:
        pen.text((x, y), said, font=_picture_font(size), fill=0, anchor="ls")
    written = io.BytesIO()
    image.save(written, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH), optimize=True)
    return written.getvalue()


def draw_pdf(label: Label, request: LabelRequest, words: LabelWords, *, a4: bool) -> bytes:
    """The label as one page: A6 for label printers, or A4 with the A6 to be cut out and how that is done."""
    sheet = _label(*A6, label, request, words)
    return _pdf(_page_to_cut(sheet, words) if a4 else sheet, f"{words.title} {label.tracking_number}")


def draw_qr(code: str) -> bytes:
    """The square code alone, for a screen held to a counter's scanner: a PNG with its quiet zone, 600 dots wide at least."""
    square = segno.make(code, error="m", micro=False)
    squares = square.symbol_size(border=_QR_QUIET)[0]
    written = io.BytesIO()
    square.save(written, kind="png", scale=-(-_QR_ALONE // squares), border=_QR_QUIET)
    return written.getvalue()


def _label(width: int, height: int, label: Label, request: LabelRequest, words: LabelWords) -> _Sheet:
    sheet = _Sheet(width, height)
    inner = width - 2 * _MARGIN
    y = sheet.write(_MARGIN, 50, 64, words.carrier, inner)
    y = sheet.write(_MARGIN, y + 4, 36, words.title, inner)
    y = sheet.write(_MARGIN, y + 4, 36, words.postage, inner, most=2)
    sheet.rule(y + 14)
    y = sheet.write(_MARGIN, y + 34, 26, words.sender, inner)
    for line in _address(request.sender, int(inner / (32 * _ADVANCE))):
        y = sheet.write(_MARGIN, y, 32, line, inner)
    sheet.rule(y + 14)
    y = sheet.write(_MARGIN, y + 34, 26, words.recipient, inner)
    for line in _address(request.recipient, int(inner / (44 * _ADVANCE))):
        y = sheet.write(_MARGIN, y, 44, line, inner)
    foot = height - _MARGIN - _square(sheet, label.code, height - _MARGIN)
    _bars(sheet, label.tracking_number, y + 40, foot - 30)
    y = foot
    for fact in words.facts:
        y = sheet.write(_MARGIN, y, 30, fact, inner - 330, most=2) + 6
    return sheet


def _bars(sheet: _Sheet, number: str, top: int, bottom: int) -> None:
    """The number as Code 128 from edge to edge of its room, and as people read it below."""
    modules = Code128(number).build()[0]
    bar = max(2, min(_BAR, (sheet.width - 2 * _MARGIN) // (len(modules) + 2 * _BAR_QUIET)))
    left = (sheet.width - bar * len(modules)) // 2
    size = 48
    height = max(150, min(340, bottom - top - 2 * size))
    at = 0
    for run in _runs(modules):
        if run[0] == "1":
            sheet.boxes.append((left + at * bar, top, len(run) * bar, height))
        at += len(run)
    spaced = " ".join(number[place : place + 4] for place in range(0, len(number), 4))
    sheet.words.append(
        (round((sheet.width - len(spaced) * size * _ADVANCE) / 2), top + height + size + 12, size, spaced)
    )


def _runs(modules: str) -> Iterable[str]:
    start = 0
    for place in range(1, len(modules) + 1):
        if place == len(modules) or modules[place] != modules[start]:
            yield modules[start:place]
            start = place


def _square(sheet: _Sheet, code: str, bottom: int) -> int:
    """The square code in the lower right corner; returns how high it is with its quiet zone."""
    rows = [bytes(row) for row in segno.make(code, error="m", micro=False).matrix]
    dots = max(4, 280 // (len(rows) + 2 * _QR_QUIET))
    quiet = _QR_QUIET * dots
    left = sheet.width - _MARGIN - len(rows) * dots
    top = bottom - len(rows) * dots
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                sheet.boxes.append((left + across * dots, top + down * dots, dots, dots))
    return len(rows) * dots + quiet


def _page_to_cut(label: _Sheet, words: LabelWords) -> _Sheet:
    page = _Sheet(*A4)
    left, top, dash = (A4[0] - label.width) // 2, 150, 24
    page.put(label, left, top)
    for at in range(0, label.width, 2 * dash):
        page.boxes += [(left + at, top, dash, 3), (left + at, top + label.height, dash, 3)]
    for at in range(0, label.height, 2 * dash):
        page.boxes += [(left, top + at, 3, dash), (left + label.width, top + at, 3, dash)]
    y = top + label.height + 120
    for number, step in enumerate(words.how, 1):
        y = page.write(300, y, 44, f"{number}. {step}", A4[0] - 600, most=4) + 20
    return page


def _pdf(sheet: _Sheet, title: str) -> bytes:
    _glyphs()
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(sheet.width * _POINTS, sheet.height * _POINTS), invariant=1)
    canvas.setTitle(_drawable(title))
    for x, y, width, height in sheet.boxes:
        under = (sheet.height - y - height) * _POINTS
        canvas.rect(x * _POINTS, under, width * _POINTS, height * _POINTS, stroke=0, fill=1)
    for x, y, size, said in sheet.words:
        canvas.setFont(_FONT, size * _POINTS)
        canvas.drawString(x * _POINTS, (sheet.height - y) * _POINTS, said)
    canvas.showPage()
    canvas.save()
    return written.getvalue()


def _address(party: Party, across: int) -> list[str]:
    """Lines as they are printed, long ones broken, seven at most; empty ones and those without a letter are left out."""
    town = " ".join(part for part in (party.postcode, party.city, party.region) if part.strip())
    printed = [
        piece
        for line in (party.name, *party.lines, town, party.country)
        if any(letter.isalnum() for letter in _drawable(line))
        for piece in _lines(line, across, most=2)
    ]
    # The end of an address is what sorts it: of too many lines, those in the middle go.
    return printed if len(printed) <= _MOST_LINES else [*printed[:4], "…", *printed[-2:]]


def _lines(said: str, across: int, most: int) -> list[str]:
    return textwrap.wrap(_drawable(said), max(8, across), max_lines=most, placeholder="…", break_long_words=True)


def _drawable(said: str) -> str:
    """`said` in letters that can be set, on one line."""
    whole = unicodedata.normalize("NFC", said)
    return " ".join("".join(" " if letter.isspace() else _nearest(letter) for letter in whole).split())


def _nearest(letter: str) -> str:
    if unicodedata.category(letter) in ("Cc", "Cf", "Mn"):
        return ""
    if unicodedata.bidirectional(letter) in ("R", "AL", "AN"):
        return "?"
    base = unicodedata.normalize("NFKD", letter)[0]
    return next((each for each in (letter, base) if ord(each) in _glyphs()), "?")


@cache
def _glyphs() -> frozenset[int]:
    """Have the PDF library know the typeface, and say which characters it has."""
    with as_file(_typeface()) as path:
        pdfmetrics.registerFont(TTFont(_FONT, str(path)))
    return frozenset(pdfmetrics.getFont(_FONT).face.charToGlyph)


@cache
def _picture_font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(_typeface().read_bytes()), size)


def _typeface() -> Traversable:
    return files("barcode").joinpath("fonts", "DejaVuSansMono.ttf")
