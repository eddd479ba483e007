"""A made-up shop in the layout of an outside benchmark's data: nobody here made up its format."""

from typing import Any


def _order(number: str, user: str, status: str, item: str, price: float, **more: Any) -> dict[str, Any]:
    return {
        "order_id": number,
        "user_id": user,
        "address": _HOME,
        "items": [{"name": item, "product_id": "77", "item_id": "771", "price": price, "options": {"color": "red"}}],
        "status": status,
        "fulfillments": [],
        "payment_history": [{"transaction_type": "payment", "amount": price, "payment_method_id": f"card_{user}"}],
        **more,
    }


def _user(id_: str, first: str, last: str, *orders: str) -> dict[str, Any]:
    return {
        "user_id": id_,
        "name": {"first_name": first, "last_name": last},
        "address": _HOME,
        "email": f"{id_}@example.com",
        "payment_methods": {
            f"card_{id_}": {"source": "credit_card", "id": f"card_{id_}", "brand": "visa", "last_four": "0001"}
        },
        "orders": list(orders),
    }


_HOME = {"address1": "1 Oak Street", "address2": "", "city": "Reno", "country": "USA", "state": "NV", "zip": "89501"}

SOURCE: dict[str, Any] = {
    "users": {
        "tess_moor_1": _user("tess_moor_1", "Tess", "Moor", "#W1000001", "#W1000002"),
        "omar_reyes_2": _user("omar_reyes_2", "Omar", "Reyes", "#W2000001", "#W2000002"),
        "ivy_stone_3": _user("ivy_stone_3", "Ivy", "Stone", "#W3000001"),
        "lena_fox_4": _user("lena_fox_4", "Lena", "Fox", "#W4000001"),
        "paul_gray_5": _user("paul_gray_5", "Paul", "Gray", "#W5000001"),
        "mona_hill_6": _user("mona_hill_6", "Mona", "Hill", "#W6000001"),
    },
    "products": {
        "77": {
            "name": "Desk Lamp",
            "product_id": "77",
            "variants": {"771": {"item_id": "771", "options": {"color": "red"}, "available": True, "price": 30.1}},
        }
    },
    "orders": {
        "#W1000001": _order("#W1000001", "tess_moor_1", "pending", "Desk Lamp", 30.1),
        "#W1000002": _order("#W1000002", "tess_moor_1", "delivered", "Bookshelf", 85.5,
                            fulfillments=[{"tracking_id": ["900100"]}]),
        "#W2000001": _order("#W2000001", "omar_reyes_2", "pending", "Tea Kettle", 44.2),
        "#W2000002": _order("#W2000002", "omar_reyes_2", "pending", "Garden Hose", 61.75),
        "#W3000001": _order("#W3000001", "ivy_stone_3", "pending", "Wall Clock", 19.99),
        "#W4000001": _order("#W4000001", "lena_fox_4", "pending", "Hiking Boots", 120.0),
        "#W5000001": _order("#W5000001", "paul_gray_5", "pending", "Water Bottle", 22.5),
        "#W6000001": _order("#W6000001", "mona_hill_6", "pending", "Notebook", 15.25),
    },
}  # fmt: skip
