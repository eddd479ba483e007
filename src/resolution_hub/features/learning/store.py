"""SQL of the suggestions that corrections make."""

SUGGEST = """
insert into suggestions (id, reading_id, at, said, read_as, meant, by) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (reading_id, meant) do nothing
"""
