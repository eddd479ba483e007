"""SQL of labels: one for each return that has one."""

KEEP = """
insert into labels (return_id, carrier, tracking_number, code, paid_by_us, valid_until, request, made_at)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (return_id) do nothing
"""

FIND = """
select return_id, carrier, tracking_number, code, paid_by_us, valid_until, request, made_at
from labels where return_id = any($1::text[])
"""
