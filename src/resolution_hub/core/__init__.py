"""Decisions. Standard library only; no clock, no I/O: `now` is always an argument."""
