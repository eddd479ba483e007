"""Tables for what the source does not say: a product's picture, a country's code, a state's time zone."""

from __future__ import annotations

# (words in a product's name, icon, category); the first that fits counts.
_PRODUCTS = (
    (("headphone", "earbud", "speaker"), "headphones", "Electronics"),
    (("smartphone", "phone", "charger"), "phone", "Electronics"),
    (("laptop", "tablet", "keyboard", "mouse", "e-reader"), "laptop", "Electronics"),
    (("camera",), "camera", "Electronics"),
    (("watch", "clock"), "watch", "Watches and clocks"),
    (("kettle", "coffee", "espresso"), "kettle", "Kitchen"),
    (("grill", "hose", "patio", "garden"), "garden", "Garden"),
    (("kitchen", "blender", "pan"), "kitchen", "Kitchen"),
    (("lamp", "light"), "lamp", "Home"),
    (("chair", "bed", "shelf", "sofa"), "chair", "Home"),
    (("bottle", "perfume"), "bottle", "Home"),
    (("shoe", "boot", "sneaker"), "shoe", "Clothing"),
    (("shirt", "jacket", "fleece"), "shirt", "Clothing"),
    (("bicycle", "cycling", "bike", "skateboard"), "bike", "Sport"),
    (("backpack", "luggage", "bag"), "bag", "Bags"),
    (("tent", "yoga", "dumbbell"), "tent", "Sport"),
    (("puzzle",), "puzzle", "Toys"),
    (("toy",), "toy", "Toys"),
    (("book",), "book", "Books"),
)

COUNTRY_CODES = {"USA": "US", "United States": "US", "Canada": "CA", "United Kingdom": "GB", "Germany": "DE"}

DEFAULT_TIMEZONE = "America/New_York"
# Where a state has several, the one of most of its people.
TIMEZONE_BY_STATE = {
    **dict.fromkeys(("AL", "AR", "IA", "IL", "KS", "LA", "MN", "MO", "MS", "ND", "NE", "OK", "SD", "TN", "TX", "WI"),
                    "America/Chicago"),
    **dict.fromkeys(("CO", "ID", "MT", "NM", "UT", "WY"), "America/Denver"),
    **dict.fromkeys(("CA", "NV", "OR", "WA"), "America/Los_Angeles"),
    "AK": "America/Anchorage",
    "AZ": "America/Phoenix",
    "HI": "Pacific/Honolulu",
    "IN": "America/Indiana/Indianapolis",
    "MI": "America/Detroit",
}  # fmt: skip


def icon_and_category(name: str) -> tuple[str, str]:
    """The picture and the shelf of a product, by the words of its name; a box when none is known."""
    lowered = name.lower()
    for words, icon, category in _PRODUCTS:
        if any(word in lowered for word in words):
            return icon, category
    return "box", "Other"
