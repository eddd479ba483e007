"""What intents are called for people: ours in the catalogue, a shop's own as the shop wrote it."""

from __future__ import annotations

from resolution_hub.core.taxonomy import Taxonomy
from resolution_hub.kit.text import Text


def title(intent: str, taxonomy: Taxonomy, text: Text) -> str:
    """A name that no catalogue and no taxonomy has (of a shop's intent that is gone) is shown as it stands."""
    spec = taxonomy.intents.get(intent)
    if spec is not None and spec.title:
        return spec.title
    key = f"intent-{intent}".replace("_", "-")
    return text.say(key) if text.has(key) else intent.replace("_", " ")
