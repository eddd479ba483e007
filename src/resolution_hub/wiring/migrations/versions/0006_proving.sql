-- Visitors prove who they are: by an order's number, its e-mail address and a code that is sent there. ----------------

-- 0 nothing shown, 1 one order, 2 the shop's own word. A level-1 session is a visitor's that may see `order_id`.
alter table sessions
    add column level        smallint not null default 0 check (level between 0 and 2),
    add column customer_id  text references customers on delete cascade,
    add column order_id     text references orders on delete cascade,
    add column proved_at    timestamptz,
    add check ((level = 1) = (num_nulls(customer_id, order_id, proved_at) = 0)),
    add check (level = 1 or num_nonnulls(customer_id, order_id, proved_at) = 0);
update sessions set level = 2 where kind = 'customer';

-- `asked_by` is the visitor who asked and alone may use it; `claim` and `hash` are keyed with the hub's secret. The order is
-- null where number and address do not go together: such a row is tried, counted and refused like any other.
create table codes (
    id           text primary key,
    asked_by     text not null,
    claim        bytea not null,
    hash         bytea not null,
    order_id     text references orders on delete cascade,
    customer_id  text references customers on delete cascade,
    attempts     integer not null default 0,
    asked_at     timestamptz not null,
    expires_at   timestamptz not null,
    spent_at     timestamptz,
    check ((order_id is null) = (customer_id is null))
);
create index codes_by_asker on codes (asked_by) where spent_at is null;
create index codes_by_expiry on codes (expires_at);

-- An order's number is typed as people like.
create index orders_by_bare_number on orders (upper(regexp_replace(number, '[^A-Za-z0-9]', '', 'g')));

-- The sandbox twin of a post office: what it has delivered.
create table sandbox.mailbox (
    key      text primary key,
    address  text not null,
    subject  text not null,
    body     text not null,
    sent_at  timestamptz not null
);
create index mailbox_by_time on sandbox.mailbox (sent_at desc);
