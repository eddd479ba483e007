-- Who takes what at the desk: departments, skills and languages of a person, how many talks they hold at once, and whether
-- they take new ones now. `seen_at` is when a page of theirs was last open, `assigned_at` when a case was last given to
-- them: who waited longest is next.
alter table agents
    add column departments   text[] not null default '{support}',
    add column skills        text[] not null default '{}',
    add column languages     text[] not null default '{}',
    add column capacity      integer not null default 4 check (capacity between 1 and 50),
    add column availability  text not null default 'away' check (availability in ('available', 'away')),
    add column seen_at       timestamptz,
    add column assigned_at   timestamptz;
alter table agents drop column department;

-- Where a case belongs, and what whoever takes it must know. `language` is that of its customer ("de").
alter table cases
    add column department  text not null default 'support',
    add column skill       text,
    add column language    text;
create index cases_at_the_desk on cases (department, priority desc, waiting_since) where state = 'waiting';

-- Which cases are on whose screen right now; a row of a stream that has ended is swept. Nothing is lost with it.
create unlogged table looking (
    stream_id  text primary key,
    agent_id   text not null,
    case_id    text not null,
    seen_at    timestamptz not null
);
create index looking_at_case on looking (case_id);

-- What the supervisor's wall counts, of a day among years.
create index cases_claimed on cases (claimed_at) where claimed_at is not null;
create index cases_resolved on cases (resolved_at) where resolved_at is not null;
