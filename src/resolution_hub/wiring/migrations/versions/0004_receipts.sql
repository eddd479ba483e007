-- What people decide in place of the rulebook, what customers asked them to look at, and the keys that receipts are signed with.

-- `by` is who made the ruling ("agent:ID"), with their name of that day and their reason; null: the rulebook itself.
-- A ruling is superseded once, by one that stands in its place.
alter table rulings
    add column by             text,
    add column by_name        text,
    add column reason         text,
    add column superseded_by  text unique references rulings,
    add check ((by is null) = (by_name is null) and (by is null) = (reason is null)),
    add check (superseded_by <> id);

create table appeals (
    ruling_id  text primary key references rulings,
    case_id    text not null references cases,
    at         timestamptz not null,
    statement  text not null default ''
);
create index appeals_by_case on appeals (case_id);

-- Public keys stay for ever, so that every receipt can be verified. `public_key` and `private_key` are the 32 bytes of RFC 8032.
create table receipt_keys (
    kid         text primary key,
    public_key  bytea not null check (length(public_key) = 32),
    since       timestamptz not null,
    retired_at  timestamptz
);

-- Private parts that the hub made itself. Those given by a setting never stand here; those of retired keys are deleted.
create table receipt_private_keys (
    kid          text primary key references receipt_keys,
    private_key  bytea not null check (length(private_key) = 32)
);
