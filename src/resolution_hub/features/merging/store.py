"""SQL of merges and splits."""

# Whoever sets or takes away a pointer holds this until the transaction ends: what is found along pointers stands still.
ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('resolution_hub.merging'))"

NOTE_MERGE = """
insert into merges (id, case_id, into_id, thread_id, into_thread_id, before, after, at, by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""

_MERGE = """
select m.id, m.place, m.case_id, m.into_id, m.thread_id, m.into_thread_id, m.before, m.after, m.at, m.by, m.undone_at
from merges m
"""

FIND_MERGE = _MERGE + "where m.id = $1"

STANDING = _MERGE + "where m.case_id = $1 and m.undone_at is null"

# Of the case and of those within it, as either side, the latest first.
MERGES_OF_CASE = (
    _MERGE
    + """
where m.undone_at is null and (m.case_id in (select cases_within($1)) or m.into_id in (select cases_within($1)))
order by m.place desc
"""
)

# A later merge that stands in any of the threads that are one with this merge's.
HAS_LATER = """
select exists (select from merges later where later.place > $1 and later.undone_at is null
    and later.into_thread_id in (select threads_within(surviving_thread($2))))
"""

UNDO_MERGE = "update merges set undone_at = $2, undone_by = $3 where id = $1 and undone_at is null"

NOTE_SPLIT = """
insert into splits (id, case_id, from_id, thread_id, from_thread_id, seqs, opening, at, by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""

_SPLIT = """
select s.id, s.case_id, s.from_id, s.thread_id, s.from_thread_id, s.seqs, s.opening, s.at, s.by, s.undone_at
from splits s
"""

FIND_SPLIT = _SPLIT + "where s.id = $1"

SPLITS_OF_CASE = _SPLIT + "where (s.case_id = $1 or s.from_id = $1) and s.undone_at is null order by s.at desc"

UNDO_SPLIT = "update splits set undone_at = $2, undone_by = $3 where id = $1 and undone_at is null"
