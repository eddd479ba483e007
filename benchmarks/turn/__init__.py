"""How long an answer takes, and how many there are in a second."""
