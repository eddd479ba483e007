"""What the hub stores and may do. A feature is a folder with `service.py` (what it promises) and `store.py` (its SQL)."""
