"""The rulebook's engine: facts in, ruling out."""
