"""How facts are said: sentences and cards made from core values, in one reader's language. No I/O, no decision."""
