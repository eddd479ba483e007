-- Times are timestamptz; amounts are minor units beside an ISO 4217 code; ids are text and made by whoever owns the thing.

-- records: the shop's own facts, kept up to date by import and webhooks --------------------------------------------

create table customers (
    id           text primary key,
    given_name   text not null,
    family_name  text not null,
    email        text not null,
    locale       text not null,
    region       text not null,
    currency     char(3) not null,
    timezone     text not null
);
create index customers_by_email on customers (lower(email));

create table addresses (
    id           text primary key,
    customer_id  text not null references customers,
    lines        text[] not null,
    city         text not null,
    region       text not null,
    postcode     text not null,
    country      text not null
);
create index addresses_by_customer on addresses (customer_id);

create table payment_methods (
    id           text primary key,
    customer_id  text not null references customers,
    kind         text not null check (kind in ('card', 'paypal', 'bank', 'gift_card')),
    label        text not null,
    balance      bigint check (balance >= 0),
    currency     char(3)
);
create index payment_methods_by_customer on payment_methods (customer_id);

create table products (
    id           text primary key,
    name         text not null,
    category     text not null,
    description  text not null,
    icon         text not null,
    price        bigint not null check (price >= 0),
    currency     char(3) not null
);

create table orders (
    id            text primary key,
    number        text not null,
    customer_id   text not null references customers,
    placed_at     timestamptz not null,
    status        text not null check (status in ('placed', 'preparing', 'dispatched', 'delivered', 'cancelled')),
    total         bigint not null check (total >= 0),
    currency      char(3) not null,
    address_id    text references addresses,
    cancelled_at  timestamptz
);
create unique index orders_by_number on orders (number);
create index orders_by_customer on orders (customer_id, placed_at desc);

create table order_lines (
    id          text primary key,
    order_id    text not null references orders,
    product_id  text not null references products,
    name        text not null,
    options     text not null,
    quantity    integer not null check (quantity > 0),
    unit_price  bigint not null check (unit_price >= 0)
);
create index order_lines_by_order on order_lines (order_id);

create table shipments (
    id               text primary key,
    order_id         text not null references orders,
    direction        text not null check (direction in ('outbound', 'return')),
    carrier          text not null,
    tracking_number  text not null,
    dispatched_at    timestamptz,
    promised_on      date,
    expected_on      date
);
create index shipments_by_order on shipments (order_id);
create unique index shipments_by_tracking on shipments (carrier, tracking_number);

create table scans (
    shipment_id  text not null references shipments,
    event_id     text not null,
    at           timestamptz not null,
    status       text not null,
    place        text not null,
    latitude     double precision,
    longitude    double precision,
    primary key (shipment_id, event_id)
);

create table returns (
    id           text primary key,
    order_id     text not null references orders,
    status       text not null check (status in ('authorised', 'in_transit', 'received', 'closed')),
    opened_at    timestamptz not null,
    line_ids     text[] not null,
    shipment_id  text references shipments,
    refund_due   bigint not null check (refund_due >= 0),
    currency     char(3) not null
);
create index returns_by_order on returns (order_id);

create table subscriptions (
    id             text primary key,
    customer_id    text not null references customers,
    plan           text not null,
    price          bigint not null check (price >= 0),
    currency       char(3) not null,
    interval_days  integer not null check (interval_days > 0),
    started_at     timestamptz not null,
    cancelled_at   timestamptz,
    ends_at        timestamptz
);
create index subscriptions_by_customer on subscriptions (customer_id);

-- remedies: the ledger, rulings, grants ---------------------------------------------------------------------------

create table charges (
    id               text primary key,
    customer_id      text not null references customers,
    order_id         text references orders,
    subscription_id  text references subscriptions,
    amount           bigint not null check (amount > 0),
    currency         char(3) not null,
    at               timestamptz not null,
    method           text not null check (method in ('card', 'paypal', 'bank', 'gift_card')),
    method_label     text not null,
    description      text not null,
    check (num_nonnulls(order_id, subscription_id) = 1)
);
create index charges_by_customer on charges (customer_id);

create table cases (
    id               text primary key,
    conversation_id  text not null,
    owner            text not null,
    customer_id      text references customers,
    topic            text not null,
    subject          jsonb not null,
    state            text not null,
    reason           text,
    priority         integer not null default 0,
    agent_id         text,
    opened_at        timestamptz not null,
    waiting_since    timestamptz,
    claimed_at       timestamptz,
    resolved_at      timestamptz,
    resolution       text
);
create index cases_waiting on cases (priority desc, waiting_since) where state = 'waiting';
create index cases_by_agent on cases (agent_id) where state = 'with_agent';
create index cases_by_conversation on cases (conversation_id, opened_at desc);
create index cases_by_owner on cases (owner, opened_at desc);

create table rulings (
    id                text primary key,
    case_id           text not null references cases,
    at                timestamptz not null,
    verdict           text not null,
    rulebook_version  text not null,
    body              jsonb not null
);
create index rulings_by_case on rulings (case_id);

create table rulebooks (
    version    text primary key,
    text       text not null,
    seen_at    timestamptz not null default now()
);

create table refunds (
    id            text primary key,
    charge_id     text not null references charges,
    amount        bigint not null check (amount > 0),
    currency      char(3) not null,
    state         text not null check (state in ('granted', 'sent', 'failed')),
    requested_at  timestamptz not null,
    sent_at       timestamptz,
    reference     text,
    case_id       text references cases,
    ruling_id     text references rulings
);
create index refunds_by_charge on refunds (charge_id);

create table journal (
    seq      bigint generated always as identity primary key,
    at       timestamptz not null,
    case_id  text,
    actor    text not null,
    act      text not null,
    detail   jsonb not null
);
create index journal_by_case on journal (case_id, seq);

-- conversations ---------------------------------------------------------------------------------------------------

create table conversations (
    id          text primary key,
    owner       text not null,
    opened_at   timestamptz not null,
    last_at     timestamptz not null,
    last_seq    integer not null default 0,
    floor       text not null default 'assistant' check (floor in ('assistant', 'queue', 'agent')),
    agent_id    text,
    state       jsonb not null default '{}',
    check ((floor = 'agent') = (agent_id is not null))
);
create index conversations_by_owner on conversations (owner, last_at desc);

create table conversation_events (
    conversation_id  text not null references conversations,
    seq              integer not null,
    at               timestamptz not null,
    message_id       text,
    body             jsonb not null,
    primary key (conversation_id, seq)
);
create unique index events_by_message on conversation_events (conversation_id, message_id) where message_id is not null;

create table readings (
    id               text primary key,
    conversation_id  text not null references conversations,
    at               timestamptz not null,
    body             jsonb not null
);

-- promises --------------------------------------------------------------------------------------------------------

create table promises (
    id        text primary key,
    case_id   text not null references cases,
    owner     text not null,
    kind      text not null,
    state     text not null check (state in ('open', 'kept', 'late', 'withdrawn')),
    made_at   timestamptz not null,
    due_at    timestamptz not null,
    ended_at  timestamptz
);
create unique index promises_one_open on promises (case_id, kind) where state in ('open', 'late');
create index promises_of_owner on promises (owner) where state in ('open', 'late');

-- message centre, people, insights, webhooks ---------------------------------------------------------------------

create table notices (
    id           text primary key,
    customer_id  text not null references customers,
    case_id      text references cases,
    at           timestamptz not null,
    kind         text not null,
    body         jsonb not null,
    read_at      timestamptz
);
create index notices_by_customer on notices (customer_id, at desc);

create table agents (
    id             text primary key,
    name           text not null,
    email          text not null,
    role           text not null check (role in ('agent', 'supervisor')),
    department     text not null,
    password_hash  text
);
create unique index agents_by_email on agents (lower(email));

create table sessions (
    token_hash  bytea primary key,
    kind        text not null check (kind in ('customer', 'visitor', 'agent')),
    subject     text not null,
    created_at  timestamptz not null,
    expires_at  timestamptz not null
);
create index sessions_by_expiry on sessions (expires_at);

create table spent_tokens (
    token_id    text primary key,
    expires_at  timestamptz not null
);

create table box_showings (
    id           text primary key,
    customer_id  text not null references customers,
    at           timestamptz not null,
    shown        jsonb not null,
    outcome      text,
    taken        text,
    taken_at     timestamptz
);
create index box_showings_by_time on box_showings (at);

create table attempts (
    bucket  text not null,
    slot    timestamptz not null,
    count   integer not null,
    primary key (bucket, slot)
);

-- the sandbox twins' own books: outside systems that happen to live in the same database ---------------------------

create schema sandbox;

create table sandbox.refunds (
    key          text primary key,
    charge_id    text not null,
    amount       bigint not null,
    currency     char(3) not null,
    reference    text not null,
    accepted_at  timestamptz not null
);

create table sandbox.orders (
    order_id       text primary key,
    dispatched_at  timestamptz,
    cancelled_at   timestamptz,
    cancel_key     text
);

create table sandbox.parcel_plan (
    tracking_number  text not null,
    step             integer not null,
    at               timestamptz not null,
    event            jsonb not null,
    sent_at          timestamptz,
    primary key (tracking_number, step)
);
create index parcel_plan_due on sandbox.parcel_plan (at) where sent_at is null;
