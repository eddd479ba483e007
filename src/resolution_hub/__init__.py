"""Resolution Hub: customer service for online shops, where rules decide and people are one step away."""

__version__ = "0.1.0"
