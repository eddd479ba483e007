"""Products as passages."""

from resolution_hub.core.money import Money
from resolution_hub.features.knowledge.products import product_passages
from resolution_hub.ports.language import PassageKind

PRICE = Money(4900, "USD")


def test_a_product_is_quoted_in_its_own_words() -> None:
    (passage,) = product_passages("prd_kettle", "Tea kettle", "Kitchen", "Holds 1.5 l.  Not for\ninduction.", PRICE)
    assert (passage.kind, passage.product, passage.article) == (PassageKind.PRODUCT, "prd_kettle", "")
    assert (passage.title, passage.heading, passage.price) == ("Tea kettle", "Kitchen", PRICE)
    assert passage.sentences == ("Holds 1.5 l.", "Not for induction.")


def test_a_product_without_a_description_still_has_its_name_and_price() -> None:
    (passage,) = product_passages("p", "Tea kettle", "Kitchen", " ", PRICE)
    assert (passage.text, passage.price) == ("Tea kettle", PRICE)


def test_a_long_description_is_several_passages_of_one_product() -> None:
    passages = list(product_passages("p", "Kettle", "Kitchen", "It is a very good kettle, and it is red. " * 40, PRICE))
    assert len(passages) > 3
    assert {passage.product for passage in passages} == {"p"}
