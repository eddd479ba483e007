"""Ways to people, one folder each: what comes in as text with a sender, what goes out as a receipt."""
