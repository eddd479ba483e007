-- A case or a thread that was merged points to the one that goes on in its place. Nothing is rewritten: what belongs to the
-- merged one keeps its ids, so that a merge is undone by taking the pointer away. Pointers never form a circle: who sets
-- one holds the lock of all merging (features/merging).

alter table cases
    add column merged_into  text references cases,
    add check (merged_into <> id);
create index cases_by_merged_into on cases (merged_into) where merged_into is not null;

alter table conversations
    add column merged_into  text references conversations,
    add check (merged_into <> id);
create index conversations_by_merged_into on conversations (merged_into) where merged_into is not null;

-- `thread_id` points to `into_thread_id` by this merge; null where both cases stood in one thread already. `before` and
-- `after` are how the surviving case was held (core/merging.Held) right before and right after.
create table merges (
    id              text primary key,
    place           bigint generated always as identity unique,
    case_id         text not null references cases,
    into_id         text not null references cases,
    thread_id       text references conversations,
    into_thread_id  text not null references conversations,
    before          jsonb not null,
    after           jsonb not null,
    at              timestamptz not null,
    by              text not null,
    undone_at       timestamptz,
    undone_by       text,
    check (case_id <> into_id),
    check ((undone_at is null) = (undone_by is null))
);
create unique index merges_standing on merges (case_id) where undone_at is null;
create index merges_by_case on merges (case_id);
create index merges_by_into on merges (into_id);

-- `seqs` are the quoted messages of `from_thread_id`, where they still stand; `opening` is the number of events that the
-- new thread began with.
create table splits (
    id              text primary key,
    case_id         text not null unique references cases,
    from_id         text not null references cases,
    thread_id       text not null references conversations,
    from_thread_id  text not null references conversations,
    seqs            integer[] not null check (cardinality(seqs) > 0),
    opening         integer not null,
    at              timestamptz not null,
    by              text not null,
    undone_at       timestamptz,
    undone_by       text,
    check ((undone_at is null) = (undone_by is null))
);
create index splits_by_from on splits (from_id);

-- The case and all that were merged into it, itself first.
create function cases_within(case_id text) returns setof text language sql stable rows 2 as $$
    with recursive family as (
        select case_id as id union all select c.id from cases c join family w on c.merged_into = w.id
    ) select id from family
$$;

-- The case that goes on in this one's place: itself when it was not merged.
create function surviving_case(case_id text) returns text language sql stable as $$
    with recursive upwards as (
        select id, merged_into from cases where id = case_id
        union all select c.id, c.merged_into from cases c join upwards u on c.id = u.merged_into
    ) select id from upwards where merged_into is null
$$;

create function threads_within(thread_id text) returns setof text language sql stable rows 2 as $$
    with recursive family as (
        select thread_id as id union all select c.id from conversations c join family w on c.merged_into = w.id
    ) select id from family
$$;

create function surviving_thread(thread_id text) returns text language sql stable as $$
    with recursive upwards as (
        select id, merged_into from conversations where id = thread_id
        union all select c.id, c.merged_into from conversations c join upwards u on c.id = u.merged_into
    ) select id from upwards where merged_into is null
$$;
