-- What a reading led to, and what people said that it had meant. -----------------------------------------------------

-- `seq` is the message's number in its conversation; `routing` how text and facts were weighed (core/routing.py).
-- `settled` is the intent that a customer's button or an agent said the message had.
alter table readings
    add column seq         integer,
    add column routing     jsonb,
    add column settled     text,
    add column settled_by  text,
    add column settled_at  timestamptz,
    add check ((settled is null) = (settled_by is null) and (settled is null) = (settled_at is null));
create index readings_by_conversation on readings (conversation_id, at desc);
create index readings_by_time on readings (at);
create index readings_settled on readings (settled_at) where settled is not null;

-- Examples that corrections suggest; a person accepts or rejects each before anything is learnt from it.
create table suggestions (
    id          text primary key,
    reading_id  text not null references readings,
    at          timestamptz not null,
    said        text not null,
    read_as     text not null,
    meant       text not null,
    by          text not null,
    state       text not null default 'open' check (state in ('open', 'accepted', 'rejected')),
    example     text,
    decided_by  text,
    decided_at  timestamptz,
    check ((state = 'open') = (decided_by is null) and (state = 'open') = (decided_at is null)),
    check ((state = 'accepted') = (example is not null))
);
create unique index suggestions_by_reading on suggestions (reading_id, meant);
create index suggestions_open on suggestions (at desc) where state = 'open';
