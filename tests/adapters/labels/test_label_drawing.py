"""Every file of a label is read by a scanner that nobody here wrote (ZXing).

No part of a PDF viewer is at hand, so a page is checked by its content stream: the rectangles that it fills are painted
onto a picture as ISO 32000-1 (8.5.2) says, and that picture is scanned.
"""

import base64
import io
import re
import zlib
from datetime import date

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from resolution_hub.connectors.carriers.label_drawing import LabelWords, draw_pdf, draw_png, draw_qr
from resolution_hub.ports.labels import Label, LabelRequest, Party

NUMBER = "MP1458231527"
LABEL = Label("sandbox", NUMBER, f"TP1/{NUMBER}/ret_0123456789abcdef0123456789abcd", True, date(2026, 12, 1))
SHOP = Party("Juniper & Pine, returns", ("400 Ironworks Road", "Dock 7"), "Harrisburg", "PA", "17104", "US")
WORDS = LabelWords(
    "Trail Post", "Return parcel", "Prepaid", "From", "To", ("Order JP-1", "Return ret_0123", "By 1 December"),
    ("Cut along the line.", "Stick it on.", "Hand it in."),
)  # fmt: skip
NAMED = {
    "latin": Party("Zoë Kovačević-Łukaszewicz", ("Große Straße 5",), "Kraków", "", "30-001", "PL"),
    "greek": Party("Αλέξανδρος Παπαδόπουλος", ("Οδός Ερμού 12",), "Αθήνα", "", "105 63", "GR"),
    "cyrillic": Party("Юлія Їжакевич", ("вул. Хрещатик, 1",), "Київ", "", "01001", "UA"),
    "japanese": Party("山田太郎", ("東京都千代田区1-1",), "東京", "", "100-0001", "JP"),
    "arabic": Party("محمد علي", ("شارع الملك 7",), "الرياض", "", "11564", "SA"),
    "long": Party("Wolfeschlegelsteinhausenbergerdorff " * 9, ("Llanfairpwllgwyngyllgogerychwyrndrobwll " * 9,) * 6,
                  "Taumatawhakatangihangakoauauotamatea" * 3, "", "1" * 40, "NZ"),
    "empty": Party("", ("", "  ", "\x00\n"), "X", "", "", "US"),
    "emoji": Party("Sam 🎁", ("1 Road\nFloor 2\tright",), "Town", "", "1", "US"),
}  # fmt: skip


def a_request(sender: Party) -> LabelRequest:
    return LabelRequest("ret_0123", "JP-1", sender, SHOP, True)


def scanned(image: Image.Image) -> dict[str, str]:
    return {found.format.name: found.text for found in zxingcpp.read_barcodes(image)}


BOTH = {"Code128": NUMBER, "QRCode": LABEL.code}


def page_of(pdf: bytes) -> tuple[float, float, str]:
    """Width and height in points, and the content stream of the only page."""
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
    box = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", pdf)
    assert box is not None
    for raw in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            content = zlib.decompress(base64.a85decode(raw.strip().removesuffix(b"~>")))
        except (ValueError, zlib.error):
            continue
        if b" re f" in content:
            return float(box[1]), float(box[2]), content.decode("latin-1")
    raise AssertionError("no page with filled rectangles")


def painted(pdf: bytes, dots_per_point: float = 300 / 72) -> Image.Image:
    """What the page's filled rectangles look like."""
    width, height, content = page_of(pdf)
    image = Image.new("L", (round(width * dots_per_point), round(height * dots_per_point)), 255)
    pen = ImageDraw.Draw(image)
    for x, y, w, h in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re f", content):
        left, low = float(x) * dots_per_point, float(y) * dots_per_point
        across, up = float(w) * dots_per_point, float(h) * dots_per_point
        corner = (round(left), round(height * dots_per_point - low - up))
        pen.rectangle((*corner, round(left + across) - 1, round(height * dots_per_point - low) - 1), fill=0)
    return image


def picture(raw: bytes) -> Image.Image:
    return Image.open(io.BytesIO(raw))


@pytest.mark.parametrize("who", NAMED)
def test_a_scanner_reads_number_and_code_whatever_the_address_is(who: str) -> None:
    drawn = picture(draw_png(LABEL, a_request(NAMED[who]), WORDS))
    assert drawn.size == (1200, 1800)
    assert [round(dots) for dots in drawn.info["dpi"]] == [300, 300]
    assert scanned(drawn) == BOTH


@pytest.mark.parametrize("who", NAMED)
@pytest.mark.parametrize("a4", [True, False])
def test_the_bars_that_a_pdf_fills_are_read_the_same(who: str, a4: bool) -> None:
    pdf = draw_pdf(LABEL, a_request(NAMED[who]), WORDS, a4=a4)
    assert scanned(painted(pdf)) == BOTH


@pytest.mark.parametrize(("a4", "millimetres"), [(True, (210, 297)), (False, (105, 148))])
def test_pages_have_the_size_of_paper(a4: bool, millimetres: tuple[int, int]) -> None:
    width, height, _ = page_of(draw_pdf(LABEL, a_request(NAMED["latin"]), WORDS, a4=a4))
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == millimetres


def test_bars_of_the_pdf_are_sharp_at_any_size() -> None:
    """Nothing is a picture in it, and a printer of 203 dots per inch still gives bars that are read."""
    pdf = draw_pdf(LABEL, a_request(NAMED["latin"]), WORDS, a4=False)
    assert b"/Subtype /Image" not in pdf
    assert scanned(painted(pdf, 203 / 72)) == BOTH
    assert scanned(painted(pdf, 600 / 72)) == BOTH


def test_the_label_is_still_read_when_turned_or_seen_by_a_poor_camera() -> None:
    drawn = picture(draw_png(LABEL, a_request(NAMED["latin"]), WORDS))
    assert scanned(drawn.rotate(90, expand=True)) == BOTH
    assert scanned(drawn.rotate(7, expand=True, fillcolor=255).resize((600, 900))) == BOTH


def test_the_code_alone_is_large_enough_and_has_its_quiet_zone() -> None:
    drawn = picture(draw_qr(LABEL.code)).convert("L")
    assert drawn.width == drawn.height >= 300
    assert scanned(drawn) == {"QRCode": LABEL.code}
    inked = drawn.point(lambda shade: 255 - shade).getbbox()
    assert inked is not None
    square = (inked[2] - inked[0]) / 33  # this code's version 4 is 33 squares wide
    assert inked[0] >= 4 * square - 1
    assert drawn.width - inked[2] >= 4 * square - 1


def test_the_bars_alone_have_their_quiet_zone_and_stand_apart_from_the_edge() -> None:
    pdf = draw_pdf(LABEL, a_request(NAMED["latin"]), WORDS, a4=False)
    width, _, content = page_of(pdf)
    tall = [
        (float(x), float(w))
        for x, _, w, h in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re f", content)
        if float(h) > 30
    ]
    narrowest = min(w for _, w in tall)
    assert narrowest >= 0.33 / 25.4 * 72  # a third of a millimetre
    assert min(x for x, _ in tall) >= 10 * narrowest
    assert width - max(x + w for x, w in tall) >= 10 * narrowest


def words_of(sender: Party) -> set[str]:
    """The lines of the sender's address as they are drawn, told from a drawing that was given nothing else."""
    from resolution_hub.connectors.carriers.label_drawing import _address

    return set(_address(sender, 50))


def test_letters_are_kept_where_the_typeface_has_them_and_stand_in_where_not() -> None:
    assert words_of(NAMED["greek"]) == {"Αλέξανδρος Παπαδόπουλος", "Οδός Ερμού 12", "105 63 Αθήνα", "GR"}
    assert words_of(NAMED["cyrillic"]) == {"Юлія Їжакевич", "вул. Хрещатик, 1", "01001 Київ", "UA"}
    assert "Zoë Kovačević-Łukaszewicz" in words_of(NAMED["latin"])
    assert words_of(NAMED["japanese"]) == {"???????1-1", "100-0001 ??", "JP"}
    assert words_of(NAMED["arabic"]) == {"???? ????? 7", "11564 ??????", "SA"}
    assert words_of(NAMED["empty"]) == {"X", "US"}
    assert words_of(NAMED["emoji"]) == {"Sam ?", "1 Road Floor 2 right", "1 Town", "US"}


def test_a_very_long_address_keeps_its_beginning_and_its_end() -> None:
    from resolution_hub.connectors.carriers.label_drawing import _address

    lines = _address(NAMED["long"], 50)
    assert len(lines) == 7
    assert lines[0].startswith("Wolfe")
    assert lines[-1] == "NZ"


def test_the_same_label_is_the_same_file() -> None:
    request = a_request(NAMED["latin"])
    assert draw_pdf(LABEL, request, WORDS, a4=True) == draw_pdf(LABEL, request, WORDS, a4=True)
    assert draw_png(LABEL, request, WORDS) == draw_png(LABEL, request, WORDS)
    assert draw_qr(LABEL.code) == draw_qr(LABEL.code)


@pytest.mark.parametrize("number", ["1", "MP1458231527" * 2, "1Z 999 AA1 01 2345 6784"])
def test_numbers_of_other_carriers_fit_as_well(number: str) -> None:
    label = Label("other", number, f"X/{number}", False, date(2026, 12, 1))
    assert scanned(picture(draw_png(label, a_request(NAMED["latin"]), WORDS)))["Code128"] == number
