"""docs/reference/import_format.md says of every field what the code holds to, and its examples are a shop that holds."""

import json
import re
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
import pytest

from resolution_hub.connectors.shop_files import forms
from resolution_hub.connectors.shop_files.folder import FORMAT, from_records
from resolution_hub.connectors.shop_files.parsing import Parser
from resolution_hub.connectors.shop_files.records import KINDS, Manifest

TEXT = (Path(__file__).parents[3] / "docs" / "reference" / "import_format.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\S+\.jsonl?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
EXAMPLES = {name: re.findall(r"^```json\n(.*?)\n```$", section, re.MULTILINE) for name, section in SECTIONS.items()}


def rows(section: str) -> list[list[str]]:
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def form_of(hint: Any) -> str:
    """The form's name as the reference has it."""
    members = [hint] if get_origin(hint) is Annotated or isinstance(hint, type) else get_args(hint)
    for member in members:
        if get_origin(member) is Annotated:
            return str(get_args(member)[1].title)
        if isinstance(member, type) and issubclass(member, Enum):
            *first, last = (str(choice.value) for choice in member)
            return f"{', '.join(first)} or {last}"
        if member is bool:
            return "true or false"
    raise AssertionError(f"no form for {hint}")


def test_there_is_a_section_for_every_file_in_the_order_of_their_references() -> None:
    assert list(SECTIONS) == ["manifest.json", *(f"{kind}.jsonl" for kind in KINDS)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_of_a_kind_has_its_fields_forms_and_what_is_required(kind: str) -> None:
    hints = get_type_hints(KINDS[kind], include_extras=True)
    told = [(name.strip("`"), form, required) for name, form, required, _ in rows(SECTIONS[f"{kind}.jsonl"])]
    assert told == [
        (field.name, form_of(hints[field.name]), "yes" if field.required else "no")
        for field in msgspec.structs.fields(KINDS[kind])
    ]


def test_every_form_is_explained() -> None:
    section = TEXT.split("## Forms")[1].split("## ")[0]
    told = {line.split("|")[1].strip() for line in section.splitlines() if line.startswith("| ")} - {"form", "---"}
    aliases = [alias for alias in vars(forms).values() if get_origin(alias) is Annotated]
    assert told == {meta.title for alias in aliases for meta in get_args(alias)[1:] if meta.title}


def test_the_manifest_is_as_told() -> None:
    (example,) = EXAMPLES["manifest.json"]
    manifest, _, problems = Parser(Manifest).parse(example.encode())
    assert problems == []
    assert manifest is not None
    assert manifest.format == FORMAT
    assert [row[0].strip("`") for row in rows(SECTIONS["manifest.json"])] == list(Manifest.__struct_fields__)


def test_the_examples_together_are_a_shop_that_holds() -> None:
    assert all(len(examples) == 1 for examples in EXAMPLES.values())
    shop = from_records({kind: [json.loads(EXAMPLES[f"{kind}.jsonl"][0])] for kind in KINDS})
    assert shop.external == {}
