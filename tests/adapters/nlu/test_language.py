"""The language of short and long texts; English in doubt."""

import pytest

from resolution_hub.nlu.language import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("where is my order", "en"),
        ("ok", "en"),
        ("no", "en"),
        ("", "en"),
        ("12345", "en"),
        ("xqzt wprk", "en"),
        ("Die lamp from La Mer is late", "en"),
        ("my Bjørn chair is broken", "en"),
        ("¿Dónde está mi pedido?", "es"),
        ("quiero devolver la lampara", "es"),
        ("gracias", "es"),
        ("Où est ma commande ?", "fr"),
        ("bonjour", "fr"),
        ("je n'ai rien reçu", "fr"),
        ("Wo bleibt mein Paket?", "de"),
        ("stornieren bitte", "de"),
        ("dov'è il mio pacco", "it"),
        ("vorrei un rimborso", "it"),
        ("quero cancelar a minha encomenda", "pt"),
        ("obrigada", "pt"),
        ("waar blijft mijn pakketje", "nl"),
        ("gdzie jest moja paczka", "pl"),
        ("var är mitt paket", "sv"),
        ("hvornår kommer min pakke", "da"),
        ("jeg har ikke fått pakken", "no"),
        ("missä tilaukseni on", "fi"),
        ("siparişim gelmedi", "tr"),
        ("kde je můj balík", "cs"),
        ("hol van a csomagom", "hu"),
        ("unde este comanda mea", "ro"),
        ("где мой заказ", "ru"),
        ("де моя посилка? її немає", "uk"),
        ("荷物はどこですか", "ja"),
        ("我的包裹在哪里", "zh"),
        ("제 주문 어디 있나요", "ko"),
        ("أين طلبي", "ar"),
        ("איפה ההזמנה שלי", "he"),
        ("मेरा ऑर्डर कहाँ है", "hi"),
        ("πού είναι η παραγγελία μου", "el"),
        ("พัสดุอยู่ที่ไหน", "th"),
    ],
)
def test_the_language_is_guessed(text: str, language: str) -> None:
    assert guess_language(text) == language
