-- What acts on orders, returns and subscriptions need to know and to keep. ------------------------------------------

-- A kind of a product that can be bought: its options in the shop's order, [[name, value], …].
create table variants (
    id          text primary key,
    product_id  text not null references products,
    options     jsonb not null,
    price       bigint not null check (price >= 0),
    currency    char(3) not null,
    available   boolean not null
);
create index variants_by_product on variants (product_id);

create table delivery_options (
    id         text primary key,
    region     text not null,
    name       text not null,
    price      bigint not null check (price >= 0),
    currency   char(3) not null,
    days_from  integer not null check (days_from >= 0),
    days_to    integer not null check (days_to >= days_from)
);
create index delivery_options_by_region on delivery_options (region);

create table plans (
    id             text primary key,
    family         text not null,
    name           text not null,
    price          bigint not null check (price >= 0),
    currency       char(3) not null,
    interval_days  integer not null check (interval_days > 0)
);
create index plans_by_family on plans (family);

create table promotions (
    code        text primary key,
    name        text not null,
    percent     integer check (percent between 1 and 100),
    amount      bigint check (amount > 0),
    currency    char(3),
    minimum     bigint not null default 0 check (minimum >= 0),
    category    text,
    starts_at   timestamptz not null,
    ends_at     timestamptz not null,
    check (num_nonnulls(percent, amount) = 1)
);

-- `shipping` is part of the total. `changes` are the kinds of change made to it through the hub, in their order.
alter table orders
    add column shipping       bigint not null default 0 check (shipping >= 0),
    add column delivery_id    text references delivery_options,
    add column promotion      text,
    add column cancel_reason  text,
    add column changes        text[] not null default '{}';

-- `paid` is what was paid for the whole line with tax and discount, where the shop says so. `cancelled` and `returned` count
-- units that are no longer the customer's, or are on their way to be.
alter table order_lines
    add column variant_id  text references variants,
    add column paid        bigint check (paid >= 0),
    add column cancelled   integer not null default 0 check (cancelled >= 0),
    add column returned    integer not null default 0 check (returned >= 0),
    add check (cancelled + returned <= quantity);

-- An address that a customer gave for one order says nothing about where new orders go.
alter table addresses
    add column from_act  boolean not null default false;

-- The address that new orders go to; null: the first that the shop named.
alter table customers
    add column home_address_id  text;

alter table payment_methods
    add column expires_on  date,
    drop constraint payment_methods_kind_check,
    add constraint payment_methods_kind_check check (kind in ('card', 'paypal', 'bank', 'gift_card', 'store_credit'));

alter table charges
    add column method_id  text references payment_methods,
    add column reference  text,
    drop constraint charges_method_check,
    add constraint charges_method_check check (method in ('card', 'paypal', 'bank', 'gift_card', 'store_credit'));

alter table subscriptions
    add column plan_id        text references plans,
    add column trial_ends_at  timestamptz,
    add column paused_at      timestamptz,
    add column resumes_at     timestamptz;

-- What a customer had the hub do, from their yes to its end. `body` is the act, `plan` the money that it moves as it was shown.
create table acts (
    id           text primary key,
    case_id      text not null references cases,
    customer_id  text not null references customers,
    about        text not null,
    kind         text not null,
    body         jsonb not null,
    plan         jsonb not null,
    ruling_id    text not null references rulings,
    state        text not null check (state in ('asked', 'done', 'refused', 'failed')),
    outcome      text,
    asked_at     timestamptz not null,
    ended_at     timestamptz
);
-- Two devices may ask at once; an order or a subscription has one act under way.
create unique index acts_one_under_way on acts (about) where state = 'asked';
create index acts_by_case on acts (case_id);
create index acts_by_customer on acts (customer_id, asked_at desc);

-- Where a refund goes when not to where it came from, and which act it belongs to.
alter table refunds
    add column destination  text not null default 'original' 
        check (destination in ('original', 'gift_card', 'store_credit', 'method')),
    add column method_id    text references payment_methods,
    add column act_id       text references acts,
    add column return_id    text references returns;
create index refunds_by_case on refunds (case_id) where case_id is not null;

-- Money to be taken for an act. Once the provider has taken it, a charge of the same id stands in the ledger.
create table collections (
    id            text primary key,
    customer_id   text not null references customers,
    order_id      text references orders,
    subscription_id text references subscriptions,
    method_id     text not null references payment_methods,
    amount        bigint not null check (amount > 0),
    currency      char(3) not null,
    description   text not null,
    state         text not null check (state in ('granted', 'taken', 'failed')),
    requested_at  timestamptz not null,
    ended_at      timestamptz,
    reference     text,
    case_id       text not null references cases,
    ruling_id     text not null references rulings,
    act_id        text references acts,
    check (num_nonnulls(order_id, subscription_id) = 1)
);
create index collections_open on collections (method_id) where state = 'granted';

-- `items` are [{line_id, quantity, reason}]; `kind` says what the goods come back for. `timing` is when the refund is released.
alter table returns
    add column act_id        text references acts,
    add column case_id       text references cases,
    add column kind          text not null default 'return' check (kind in ('return', 'exchange', 'problem', 'withdrawal')),
    add column items         jsonb not null default '[]',
    add column destination   text not null default 'original' 
        check (destination in ('original', 'gift_card', 'store_credit', 'method')),
    add column method_id     text references payment_methods,
    add column prepaid       boolean not null default true,
    add column timing        text not null default 'on_receipt' check (timing in ('at_once', 'at_first_scan', 'on_receipt')),
    add column deadline      date,
    add column swaps         jsonb not null default '[]',
    add column finding       text,
    add column outcome       text,
    add column closed_at     timestamptz;
create index returns_by_shipment on returns (shipment_id);

-- the sandbox twins' own books ------------------------------------------------------------------------------------

alter table sandbox.refunds
    add column destination  text not null default 'original',
    add column method_id    text;

create table sandbox.charges (
    key        text primary key,
    method_id  text not null,
    amount     bigint not null,
    currency   char(3) not null,
    reference  text not null,
    taken_at   timestamptz not null
);

-- Acts that the twin has carried out, by key.
create table sandbox.performed (
    key       text primary key,
    about     text not null,
    act       jsonb not null,
    at        timestamptz not null
);
