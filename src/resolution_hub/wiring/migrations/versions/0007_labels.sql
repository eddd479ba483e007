-- Labels of return parcels: what the carrier gave for each, and from whom to whom it was asked for.
create table labels (
    return_id        text primary key references returns,
    carrier          text not null,
    tracking_number  text not null,
    code             text not null,
    paid_by_us       boolean not null,
    valid_until      date not null,
    request          jsonb not null,
    made_at          timestamptz not null,
    unique (carrier, tracking_number)
);

-- the sandbox carrier's own book ----------------------------------------------------------------------------------

-- `fate` is how the demo has the parcel arrive; it is set when somebody hands the parcel in.
create table sandbox.labels (
    key              text primary key,
    tracking_number  text not null unique,
    request          jsonb not null,
    valid_until      date not null,
    made_at          timestamptz not null,
    voided_at        timestamptz,
    handed_in_at     timestamptz,
    fate             text
);
