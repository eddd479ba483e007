"""SQL of the keys that receipts are signed with."""

KEYS = "select public_key, retired_at from receipt_keys order by since, kid"

# Two processes that start together must not both make the first key.
LOCK = "lock table receipt_keys in share row exclusive mode"

ADD = "insert into receipt_keys (kid, public_key, since) values ($1, $2, $3) on conflict do nothing returning kid"

ADD_PRIVATE = "insert into receipt_private_keys (kid, private_key) values ($1, $2)"

CURRENT = """
select p.private_key from receipt_keys k join receipt_private_keys p on p.kid = k.kid
where k.retired_at is null order by k.since desc, k.kid limit 1
"""

RETIRED_AT = "select retired_at from receipt_keys where kid = $1"

RETIRE_OTHERS = """
update receipt_keys set retired_at = $2 where kid <> $1 and retired_at is null returning kid
"""

FORGET_RETIRED = """
delete from receipt_private_keys p using receipt_keys k where k.kid = p.kid and k.retired_at is not null
"""
