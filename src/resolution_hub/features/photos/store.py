"""SQL of photos: what was shown in a conversation, in its order; the pictures themselves are blobs."""

COUNT = "select count(*) from photos where conversation_id = $1"

# The conversation's row is held by whoever adds, so the places have no gaps.
ADD = """
insert into photos (id, conversation_id, place, blob, bytes, width, height, alt, looks, taken_at, had_place, added_at)
select $1, $2, coalesce(max(place), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11 from photos where conversation_id = $2
on conflict (id) do nothing
"""

_PHOTO = """
select id, conversation_id, blob, width, height, alt, looks, taken_at, had_place, added_at from photos
"""

FIND = _PHOTO + "where id = any($1::text[])"

# A visitor who has proved an order shows photos in a conversation of their own: its case names the customer.
SHOWN_BY = """
select count(distinct p.id) from photos p join conversations c on c.id = p.conversation_id
where p.id = any($1::text[]) and (c.owner = 'customer:' || $2
    or exists (select from cases k where k.conversation_id = c.id and k.customer_id = $2))
"""

OF_CONVERSATION = _PHOTO + "where conversation_id = $1 order by place"

# Photos of other conversations whose looks differ in at most $2 bits from one of these. Every row is compared: a hundred
# thousand take some 20 ms, and no index of PostgreSQL's own knows this distance.
SEEN_BEFORE = """
select distinct on (p.id) p.id, p.conversation_id, p.added_at, mine.id as like_id,
       bit_count((p.looks # mine.looks)::bit(64)) as difference
from photos mine join photos p on p.conversation_id <> mine.conversation_id and p.added_at <= mine.added_at
where mine.id = any($1::text[]) and (p.blob = mine.blob or bit_count((p.looks # mine.looks)::bit(64)) <= $2)
order by p.id, difference nulls last
"""
