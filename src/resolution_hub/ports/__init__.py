"""The outside world as the hub needs it: one Protocol per outside system, with its own family of errors."""
