"""SQL of the boxes' hit rate."""

SHOW = """
insert into box_showings (id, customer_id, at, shown) values ($1, $2, $3, $4) on conflict do nothing
"""

LEAD_TO = """
update box_showings set outcome = $3, taken = $4, taken_at = $5
where id = $1 and customer_id = $2 and outcome is null
"""

FIND = "select shown from box_showings where id = $1 and customer_id = $2"

TOTALS = """
select count(*) as showings, count(*) filter (where outcome = 'box') as taken,
       count(*) filter (where outcome = 'other') as other, count(*) filter (where outcome is null) as nothing
from box_showings where at >= $1
"""

BY_KIND = """
select split_part(box, '.', 1) as kind, count(*) as shown,
       count(*) filter (where s.outcome = 'box' and s.taken = box) as taken
from box_showings s cross join lateral jsonb_array_elements_text(s.shown) as box
where s.at >= $1 group by 1 order by 2 desc, 1
"""
