"""Which variant a text means: "the blue one in large", "same but with clicky switches", "the cheapest"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from resolution_hub.core.order import Variant

_TOKEN = re.compile(r"\d+|[^\W\d_]+")  # "16GB" is said "16 gb" as well
_LITRES = re.compile(r"\b(\d+(?:[.,]\d+)?) ?(?:l|lit(?:er|re)s?)\b", re.IGNORECASE)
_WITHOUT = re.compile(r"\b(?:without|no) (?:an? |any |the )?([^\W\d_]+)", re.IGNORECASE)
_NONE = frozenset({"none", "no", "without"})
_FEW_WORDS = 4
_OTHER = re.compile(r"\b(?:other|another|different)\b", re.IGNORECASE)
_SIZES = {"small": "s", "medium": "m", "large": "l", "extra large": "xl", "extra small": "xs"}
# "It is too small" and "it runs small" say what is wrong, and "extra large" is not "large".
_NOT_OF_SIZE = "".join(f"(?<!{word} )" for word in ["extra", "too", "very", "so", "bit", "little", "much", "runs"])
_LETTERS = re.compile(r"(x*)(?:(\d)x)?([sml])")
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?) ?([^\W\d]*)")
_UP = re.compile(
    r"\b(?:one|a|the next|next) (?:\w+ )?size (?:up|bigger|larger)\b|\b(?:next|bigger|larger) size(?: up)?\b|\bsize up\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:one|a|the next|next) (?:\w+ )?size (?:down|smaller)\b|\bsmaller size\b|\bsize down\b", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:not|instead of|rather than|from|no)\b(?:\s+(?:the|a|an))?\s+", re.IGNORECASE)


def options_named(said: str, variants: Sequence[Variant]) -> dict[str, str]:
    """Option name → value, for every option of these variants whose value the text names. A value that stands after "not",
    "instead of" or "from" is what it shall not be. Of several the longest counts ("navy blue"), then the last one."""
    if any("ml" in _words(_in_millilitres(value)) for v in variants for _, value in v.options):
        said = _in_millilitres(said)
    partly = _partly_named(said, variants)
    turned_down = {match.end() for match in _NOT.finditer(said)}
    found: dict[str, list[tuple[bool, int, int, str]]] = {}
    for name in dict.fromkeys(name for v in variants for name, _ in v.options):
        for value in dict.fromkeys(value for v in variants for n, value in v.options if n == name):
            at = _where(value, said)
            if at is not None:
                found.setdefault(name, []).append((at not in turned_down, len(value), at, value))
    named = {name: max(values)[-1] for name, values in found.items() if max(values)[0]}
    return {
        **_left_off(said, variants),
        **{name: value for name, value in partly.items() if name not in named},
        **named,
    }


def _left_off(said: str, variants: Sequence[Variant]) -> dict[str, str]:
    """ "Without backlight" is the value "none" of the option "backlight"."""
    words = {word.lower() for word in _WITHOUT.findall(said)}
    pairs = dict.fromkeys(pair for v in variants for pair in v.options)
    return {name: value for name, value in pairs if value.lower() in _NONE and words & set(_words(name))}


def _in_millilitres(said: str) -> str:
    return _LITRES.sub(lambda match: f"{round(float(match[1].replace(',', '.')) * 1000)}ml", said)


def _words(text: str) -> list[str]:
    return _TOKEN.findall(text.lower())


def _partly_named(said: str, variants: Sequence[Variant]) -> dict[str, str]:
    """Values of which the text holds a word that no other value of its option has: "for Google" is "Google Assistant". A
    number alone ("750") counts where little else is said."""
    spoken = _words(said)
    words = {w for w in spoken if (len(w) > 3 and not w.isdigit()) or (w.isdigit() and len(spoken) <= _FEW_WORDS)}
    found: dict[str, str] = {}
    for name in dict.fromkeys(name for v in variants for name, _ in v.options):
        values = list(dict.fromkeys(value for v in variants for n, value in v.options if n == name))
        tokens = {value: set(_words(value)) for value in values}
        own = {value: mine.difference(*(tokens[o] for o in values if o != value)) for value, mine in tokens.items()}
        fits = [
            value for value in values if len(tokens[value]) > 1 and own[value] & words and _where(value, said) is None
        ]
        if len(fits) == 1:
            found[name] = fits[0]
    return found


def nearest(
    start: Sequence[tuple[str, str]], wanted: dict[str, str], variants: Sequence[Variant]
) -> tuple[Variant, ...]:
    """The variants with all of the wanted values; of those, the ones that differ least from `start` otherwise."""
    fitting = [v for v in variants if all(dict(v.options).get(name) == value for name, value in wanted.items())]
    if not fitting or not wanted:
        return ()
    kept = dict(start)
    differing = {v.id: sum(kept.get(name) != value for name, value in v.options if name not in wanted) for v in fitting}
    least = min(differing.values())
    return tuple(v for v in fitting if differing[v.id] == least)


def next_size(said: str, start: Sequence[tuple[str, str]], variants: Sequence[Variant]) -> dict[str, str]:
    """ "One size up", "a size smaller": option name → value, the neighbour of the one it is now in the order of sizes. Only an
    option whose values all have such an order counts; nothing where there is none further."""
    step = 1 if _UP.search(said) else -1 if _DOWN.search(said) else 0
    if not step:
        return {}
    found: dict[str, str] = {}
    for name, now_on in start:
        values = {now_on, *(value for v in variants for n, value in v.options if n == name)}
        places = {value: _size(value) for value in values}
        known = sorted((place, value) for value, place in places.items() if place is not None)
        if len(known) == len(values) > 1 and len({kind for (kind, _), _ in known}) == 1:
            at = [value for _, value in known].index(now_on) + step
            if 0 <= at < len(known):
                found[name] = known[at][1]
    return found if len(found) == 1 else {}


def _size(value: str) -> tuple[str, float] | None:
    """Where a value stands among sizes of its kind: letters, or numbers of one unit ("" for none); None for what is no size."""
    short = _in_millilitres(_SIZES.get(value.lower(), value.lower()))
    letters = _LETTERS.fullmatch(short)
    if letters is not None:
        more = len(letters[1]) or int(letters[2] or 0)
        return "letters", {"s": -1 - more, "m": 0, "l": 1 + more}[letters[3]]
    number = _NUMBER.fullmatch(short)
    return (number[2], float(number[1].replace(",", "."))) if number is not None else None


def extreme(said: str, variants: Sequence[Variant]) -> Variant | None:
    """The cheapest or the dearest, where the text asks for it; the other one, where there is one other."""
    words = set(_words(said))
    if not variants:
        return None
    if words & {"cheapest"}:
        return min(variants, key=lambda v: v.price.minor)
    if words & {"priciest", "dearest"} or "most expensive" in said.lower():
        return max(variants, key=lambda v: v.price.minor)
    return variants[0] if len(variants) == 1 and _OTHER.search(said) else None


def _where(value: str, said: str) -> int | None:
    """Where the text names the value, as whole words in their order; a size may be written out."""
    for form in (value, *(word for word, short in _SIZES.items() if short == value.lower())):
        tokens = _words(_in_millilitres(form))
        if not tokens:
            continue
        pattern = r"(?<![^\W_])(?<!['’])" + _NOT_OF_SIZE + r"[\W_]*".join(map(re.escape, tokens)) + r"(?![^\W_])"
        match = re.search(pattern, said, re.IGNORECASE)
        if match and (len(form) > 1 or _is_size(match, said)):
            return match.start()
    return None


def _is_size(match: re.Match[str], said: str) -> bool:
    """A single letter or digit is a size only where it is written as one, or is nearly all that is said."""
    before = said[: match.start()].lower().rstrip()
    return match.group().isupper() or before.endswith(("size", "a", "an", "in")) or len(said.strip()) <= 3
