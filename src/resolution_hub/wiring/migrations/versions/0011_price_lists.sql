-- Price lists: what something costs in other currencies than its own, as {"EUR": 4900}, in minor units. Nothing is converted.
alter table variants          add column prices jsonb not null default '{}' check (jsonb_typeof(prices) = 'object');
alter table delivery_options  add column prices jsonb not null default '{}' check (jsonb_typeof(prices) = 'object');
alter table plans             add column prices jsonb not null default '{}' check (jsonb_typeof(prices) = 'object');
