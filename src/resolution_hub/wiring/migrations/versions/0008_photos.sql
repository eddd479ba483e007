-- Photos that customers showed. `blob` names the re-encoded picture, and what came of EXIF is here: when the camera says
-- that it was taken, and that it knew a place, but never which. `looks` is 64 bits of how it looks; null: too even to tell.
create table photos (
    id               text primary key,
    conversation_id  text not null references conversations,
    place            integer not null check (place > 0),
    blob             text not null,
    bytes            integer not null check (bytes > 0),
    width            integer not null check (width > 0),
    height           integer not null check (height > 0),
    alt              text not null,
    looks            bigint,
    taken_at         timestamptz,
    had_place        boolean not null,
    added_at         timestamptz not null,
    unique (conversation_id, place)
);
create index photos_by_blob on photos (blob);
