-- What a person decided about a return that was held, and when what is known of its parcel was found: what was found earlier
-- and is told later changes nothing.
alter table returns
    add column found_at  timestamptz,
    add column decision  text check (decision in ('released', 'refused'));

-- What the shop's warehouse reported, by the ids that it gave: the same report again is taken once.
create table inspections (
    id         text primary key,
    return_id  text not null references returns,
    finding    text not null,
    found_at   timestamptz not null,
    note       text not null,
    taken_at   timestamptz not null
);
create index inspections_by_return on inspections (return_id);
