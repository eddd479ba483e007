"""Where the demo's customers live and how parcels get there: real cities and their coordinates, invented streets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a scan can name, in degrees."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class City:
    """`tax` is what the shop adds at checkout, in hundredths of a percent; 0 where prices include it."""

    name: str
    state: str
    postcode: str
    timezone: str
    latitude: float
    longitude: float
    via: str
    tax: int = 0

    @property
    def label(self) -> str:
        return f"{self.name}, {self.state}" if len(self.state) == 2 else self.name


@dataclass(frozen=True, slots=True)
class Region:
    """`rate`: minor units of `currency` for one US cent, in thousandths; prices are rounded to `step` minor units.
    `shipping` is the fee below `free_from`. `monthly` and `yearly` are the prices of the membership."""

    code: str
    currency: str
    locale: str
    rate: int
    step: int
    shipping: int
    free_from: int
    monthly: int
    yearly: int
    warehouse: Spot
    cities: tuple[City, ...]
    streets: tuple[str, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]
    house_first: bool  # "12 Alder Street", not "Erlenweg 12"

    def price(self, usd: int) -> int:
        """A list price in this region's currency."""
        if self.currency == "USD":
            return usd
        return max(self.step, round(usd * self.rate / 1000 / self.step) * self.step)


HUBS = {
    spot.name: spot
    for spot in (
        Spot("Harrisburg, PA", 40.273, -76.887),
        Spot("Atlanta, GA", 33.749, -84.388),
        Spot("Chicago, IL", 41.878, -87.63),
        Spot("Denver, CO", 39.739, -104.99),
        Spot("Salt Lake City, UT", 40.761, -111.891),
        Spot("Dallas, TX", 32.777, -96.797),
        Spot("Birmingham", 52.48, -1.898),
        Spot("Warrington", 53.39, -2.597),
        Spot("Hannover", 52.376, 9.732),
        Spot("Nürnberg", 49.452, 11.077),
        Spot("Metz", 49.119, 6.176),
        Spot("Orléans", 47.903, 1.909),
        Spot("Tokyo Bay", 35.63, 139.79),
        Spot("Nagoya", 35.181, 136.906),
    )
}

US = Region(
    code="US",
    currency="USD",
    locale="en-US",
    rate=1000,
    step=1,
    shipping=595,
    free_from=7500,
    monthly=1499,
    yearly=14900,
    warehouse=Spot("Columbus, OH", 39.961, -82.999),
    cities=(
        City("New York", "NY", "10025", "America/New_York", 40.797, -73.968, "Harrisburg, PA", 888),
        City("Boston", "MA", "02118", "America/New_York", 42.339, -71.07, "Harrisburg, PA", 625),
        City("Philadelphia", "PA", "19147", "America/New_York", 39.936, -75.152, "Harrisburg, PA", 800),
        City("Raleigh", "NC", "27605", "America/New_York", 35.79, -78.653, "Atlanta, GA", 725),
        City("Chicago", "IL", "60614", "America/Chicago", 41.923, -87.648, "Chicago, IL", 1025),
        City("Minneapolis", "MN", "55408", "America/Chicago", 44.947, -93.286, "Chicago, IL", 903),
        City("Austin", "TX", "78704", "America/Chicago", 30.243, -97.765, "Dallas, TX", 825),
        City("Denver", "CO", "80205", "America/Denver", 39.759, -104.966, "Denver, CO", 881),
        City("Seattle", "WA", "98103", "America/Los_Angeles", 47.672, -122.343, "Salt Lake City, UT", 1035),
        City("Portland", "OR", "97214", "America/Los_Angeles", 45.515, -122.643, "Salt Lake City, UT"),
        City("Oakland", "CA", "94609", "America/Los_Angeles", 37.834, -122.264, "Salt Lake City, UT", 1025),
    ),
    streets=("Alder Street", "Juniper Lane", "Mill Road", "Harbor Avenue", "Fern Court", "Quarry Street", "Larkspur Way"),
    given=(
        "Amelia", "Marcus", "Grace", "Diego", "Nora", "Isaiah", "Leah", "Trevor", "Camila", "Owen", "Ruby", "Andre",
        "Paige", "Hector", "Simone", "Wesley",
    ),
    family=(
        "Carter", "Nguyen", "Brooks", "Ramirez", "Sullivan", "Kim", "Foster", "Delgado", "Hayes", "Bennett", "Shah",
        "Whitfield", "Moreno", "Park", "Lawson", "Reyes",
    ),
    house_first=True,
)  # fmt: skip

GB = Region(
    code="GB",
    currency="GBP",
    locale="en-GB",
    rate=800,
    step=50,
    shipping=450,
    free_from=6000,
    monthly=1299,
    yearly=12900,
    warehouse=Spot("Northampton", 52.24, -0.903),
    cities=(
        City("London", "England", "SE22 9BQ", "Europe/London", 51.457, -0.074, "Birmingham"),
        City("Bristol", "England", "BS6 5JG", "Europe/London", 51.467, -2.588, "Birmingham"),
        City("Leeds", "England", "LS6 3HN", "Europe/London", 53.819, -1.571, "Warrington"),
        City("Edinburgh", "Scotland", "EH9 1QR", "Europe/London", 55.937, -3.185, "Warrington"),
        City("Cardiff", "Wales", "CF11 9LJ", "Europe/London", 51.478, -3.199, "Birmingham"),
    ),
    streets=("Rowan Road", "Chapel Walk", "Orchard Terrace", "Weaver's Lane", "Heron Close"),
    given=(
        "Imogen",
        "Callum",
        "Freya",
        "Rhys",
        "Zara",
        "Alistair",
        "Poppy",
        "Kwame",
        "Isla",
        "Harvey",
        "Meera",
        "Ewan",
    ),
    family=("Ashworth", "Khan", "Pritchard", "Macleod", "Osei", "Thornton", "Patel", "Bailey", "Fraser", "Whitaker"),
    house_first=True,
)

DE = Region(
    code="DE",
    currency="EUR",
    locale="de-DE",
    rate=900,
    step=50,
    shipping=490,
    free_from=6900,
    monthly=1399,
    yearly=13900,
    warehouse=Spot("Leipzig", 51.34, 12.375),
    cities=(
        City("Köln", "Nordrhein-Westfalen", "50825", "Europe/Berlin", 50.951, 6.919, "Hannover"),
        City("Hamburg", "Hamburg", "22765", "Europe/Berlin", 53.554, 9.93, "Hannover"),
        City("Berlin", "Berlin", "10999", "Europe/Berlin", 52.498, 13.421, "Hannover"),
        City("München", "Bayern", "81541", "Europe/Berlin", 48.122, 11.589, "Nürnberg"),
        City("Freiburg", "Baden-Württemberg", "79100", "Europe/Berlin", 47.986, 7.848, "Nürnberg"),
    ),
    streets=("Erlenweg", "Tannenstraße", "Am Mühlbach", "Lindenallee", "Wacholderweg"),
    given=("Lena", "Jonas", "Greta", "Emre", "Anna", "Moritz", "Hannelore", "Felix", "Aylin", "Matthias"),
    family=("Schneider", "Yılmaz", "Hoffmann", "Krüger", "Becker", "Lindner", "Vogel", "Brandt", "Weiß", "Ziegler"),
    house_first=False,
)

FR = Region(
    code="FR",
    currency="EUR",
    locale="fr-FR",
    rate=900,
    step=50,
    shipping=490,
    free_from=6900,
    monthly=1399,
    yearly=13900,
    warehouse=Spot("Leipzig", 51.34, 12.375),
    cities=(
        City("Paris", "Île-de-France", "75011", "Europe/Paris", 48.859, 2.379, "Metz"),
        City("Lyon", "Auvergne-Rhône-Alpes", "69004", "Europe/Paris", 45.779, 4.828, "Metz"),
        City("Nantes", "Pays de la Loire", "44000", "Europe/Paris", 47.218, -1.554, "Orléans"),
        City("Toulouse", "Occitanie", "31000", "Europe/Paris", 43.605, 1.444, "Orléans"),
    ),
    streets=("rue des Aulnes", "rue du Moulin", "allée des Pins", "rue des Genévriers"),
    given=("Camille", "Hugo", "Inès", "Théo", "Manon", "Karim", "Élodie", "Baptiste"),
    family=("Moreau", "Benali", "Girard", "Lefèvre", "Fontaine", "Chevalier", "Diallo", "Rousseau"),
    house_first=True,
)

JP = Region(
    code="JP",
    currency="JPY",
    locale="ja-JP",
    rate=1500,
    step=10,
    shipping=600,
    free_from=10000,
    monthly=1980,
    yearly=19800,
    warehouse=Spot("Chiba", 35.607, 140.106),
    cities=(
        City("Tokyo", "Tokyo", "155-0031", "Asia/Tokyo", 35.661, 139.667, "Tokyo Bay"),
        City("Yokohama", "Kanagawa", "231-0861", "Asia/Tokyo", 35.436, 139.654, "Tokyo Bay"),
        City("Kyoto", "Kyoto", "602-0898", "Asia/Tokyo", 35.034, 135.762, "Nagoya"),
    ),
    streets=("Matsuba-cho", "Midori-cho", "Sugi-machi"),
    given=("Haruka", "Kenta", "Yui", "Daichi", "Sakura", "Ren"),
    family=("Mori", "Ishikawa", "Tanabe", "Okada", "Fujii", "Matsuda"),
    house_first=False,
)

REGIONS = (US, GB, DE, FR, JP)


def city(name: str) -> tuple[Region, City]:
    """The city of that name and its region."""
    return next((region, each) for region in REGIONS for each in region.cities if each.name == name)
