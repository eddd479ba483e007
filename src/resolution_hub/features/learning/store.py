"""SQL of the suggestions that corrections make."""

SUGGEST = """
insert into suggestions (id, reading_id, at, said, read_as, meant, by) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (reading_id, meant) do nothing
"""

_COLUMNS = "id, reading_id, at, said, read_as, meant, by, state, example, decided_by, decided_at"

OPEN = f"""
select {_COLUMNS} from suggestions where state = 'open' order by at desc, id limit $1
"""

COUNTS = "select state, count(*) as suggestions from suggestions group by state"

LOCK = f"""
select {_COLUMNS} from suggestions where id = $1 for update
"""

DECIDE = """
update suggestions set state = $2, meant = $3, example = $4, decided_by = $5, decided_at = $6 where id = $1
"""

ACCEPTED = "select meant, example from suggestions where state = 'accepted' order by decided_at, id"
