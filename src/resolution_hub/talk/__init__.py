"""The conversation turn: one transaction a turn, one file a kind of problem that can be talked about."""
