-- Rulebooks live side by side: since when one is in force, and which of them no case is ruled under any more.
alter table rulebooks
    add column active_from       timestamptz not null default now(),
    add column withdrawn_at      timestamptz,
    add column withdrawn_reason  text,
    add check ((withdrawn_at is null) = (withdrawn_reason is null));
update rulebooks set active_from = seen_at;

-- A span of decisions is replayed in their order.
create index rulings_by_time on rulings (at, id);
