"""Post offices: the sandbox twin, and SMTP."""
