"""The tree itself keeps the house's own rules."""

from lint.__main__ import findings


def test_no_rule_finds_anything() -> None:
    assert [str(finding) for finding in findings()] == []
