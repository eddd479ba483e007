"""How well texts are understood: public sets of intents, the reader that ships, and its articles."""
