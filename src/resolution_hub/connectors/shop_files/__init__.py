"""A shop's data as files: format `resolution-hub-shop/1`, docs/reference/import_format.md. Read, and checked as a whole.

Nothing is passed on unless every line of every file holds; else all that is wrong is listed with its file and line.
"""
