"""Plumbing with no business word in it."""
