"""Rules of this house that no ready-made linter knows. `python -m lint` runs them all; `make check` does too.

Each names the fault that it prevents. An exemption stands beside the rule with its reason, and the list only shrinks.
"""
