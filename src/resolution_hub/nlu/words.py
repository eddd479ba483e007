"""Words of a text: as counted by the classifier, as matched with product names, and the language they are in."""

from __future__ import annotations

import re
import unicodedata

MOST_CHARACTERS = 10_000  # a longer text is read up to here

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[\U0001F300-\U0001FAFF\u2600-\u27BF]|[?!]")
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_PIECE_END = re.compile(r"(?<=[.!?;])\s+|\n+|\s+(?:also|and also|plus|btw|by the way)\s+", re.IGNORECASE)

_STOP_WORDS = """
    a about above after again all also am an and any anyone anything are aren't as ask at be because been before
    being below between both but by came can can't cannot come could couldn't day days did didn't do does doesn't doing
    don't done down during each else even ever every few for from further get gets getting give go goes going gone gonna
    got had hadn't happen happened has hasn't have haven't having he hello help her here hers hey hi him his how i i'd i'll
    i'm i've if in instead into is isn't it it's its just kind know let like made make many may maybe me might mine more
    most much must my myself need never new no nor not nothing now of off ok okay old on once one ones only or other our
    out over own please pls plz put really right said same say see seem she should shouldn't since so some somebody
    someone something soon still such sure take tell than thank thanks that that's the their them then there there's
    these they they're thing things think this those through to today too tried try trying two u under until up ur us
    use very via wait want wanted wants was wasn't way we we're week weeks well went were weren't what what's when where
    where's which while who why will with won't would wouldn't yes yesterday yet you you're your yours
    order orders ordered ordering buy bought item items parcel parcels package packages delivery deliver delivered
    refund refunds refunded return returns returned returning cancel cancelled canceled tracking track shipping shipped
    shipment arrive arrived number status account problem issue
"""
_STOP = frozenset(_STOP_WORDS.split())

_SCRIPTS = (
    ("ARABIC", "ar"),
    ("HEBREW", "he"),
    ("CYRILLIC", "ru"),
    ("GREEK", "el"),
    ("HIRAGANA", "ja"),
    ("KATAKANA", "ja"),
    ("HANGUL", "ko"),
    ("CJK", "zh"),
    ("THAI", "th"),
    ("DEVANAGARI", "hi"),
)
_MARKERS = {
    "en": "the is my i you to and it of for not have was this that where with what your me",
    "es": "el la los las mi es de que y no por donde dónde está quiero una pedido gracias con para mis hola cuando",
    "fr": "le les ma est et je ne pas pour où une commande merci avec vous mon bonjour suis des du dans",
    "de": "der die das ist und ich nicht mein meine wo eine bestellung danke mit für bitte habe wurde noch auf",
    "it": "il lo gli mio mia è e di che non per dove una ordine grazie con sono ho del della ciao",
    "pt": "o os as meu minha é e de que não por onde uma pedido obrigado com para está eu foi olá",
    "nl": "de het een is en ik niet mijn waar bestelling bedankt met voor wil heb naar van nog graag",
}
_MARKER_SETS = {language: frozenset(words.split()) for language, words in _MARKERS.items()}


def clean(text: str) -> str:
    """`text` without control characters and broken code points, spaces collapsed but lines kept, and not too long."""
    known = text[:MOST_CHARACTERS].encode("utf-8", "replace").decode("utf-8").replace("\u2019", "'")
    kept = "".join(ch if ch == "\n" or unicodedata.category(ch) not in ("Cc", "Cf") else " " for ch in known)
    return "\n".join(line for line in (_SPACE.sub(" ", part).strip() for part in kept.split("\n")) if line)


def tokens(text: str) -> list[str]:
    """Lower-case words, emoji, '?' and '!', in order; a run of digits counts as one '0', whatever the number."""
    return [_DIGITS.sub("0", token) for token in _TOKEN.findall(text.lower())]


def content_words(text: str) -> frozenset[str]:
    """Lower-case words that can name a thing: without stop words, words of every order, and bare numbers."""
    found = (word.removesuffix("'s") for word in _TOKEN.findall(text.lower()))
    return frozenset(word for word in found if len(word) > 2 and word not in _STOP and not word.isdigit())


def pieces(text: str, most: int) -> list[str]:
    """The sentences of a cleaned text with at least two words; of very many, the first and the last ones."""
    found = [piece.strip() for piece in _PIECE_END.split(text)]
    found = [piece for piece in found if len(piece.split()) >= 2]
    if len(found) <= most:
        return found
    head = most // 2
    return found[:head] + found[head - most :]


def guess_language(text: str) -> str:
    """An ISO 639-1 code; 'en' unless something else is clearly there."""
    scripts: dict[str, int] = {}
    letters = [ch for ch in text[:400] if ch.isalpha()]
    for letter in letters:
        if letter > "\u036f":
            name = unicodedata.name(letter, "")
            code = next((code for script, code in _SCRIPTS if name.startswith(script)), None)
            if code:
                scripts[code] = scripts.get(code, 0) + 1
    if scripts and sum(scripts.values()) * 2 > len(letters):
        return "ja" if "ja" in scripts else max(scripts, key=lambda code: scripts[code])
    words = set(_TOKEN.findall(text[:600].lower()))
    hits = {language: len(words & markers) for language, markers in _MARKER_SETS.items()}
    best = max(hits, key=lambda language: hits[language])
    return best if hits[best] >= 2 and hits[best] > hits["en"] else "en"
