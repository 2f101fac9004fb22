-- Other systems that may read: registered by the national operator, approved by a second person, for named purposes, over
-- a unit or the nation, between two days. A system has a key of its own and no password; its private half is never here.
create table consumer_system (
  id uuid primary key,
  client_id text not null unique check (client_id ~ '^[a-z][a-z0-9._-]{2,63}$'),
  name text not null,                  -- what it is called (class public)
  public_key jsonb not null,           -- JWK, public members only
  purposes text[] not null check (cardinality(purposes) > 0),
  unit_id bigint references unit,      -- null: the nation
  valid_from date not null,
  valid_to date not null,
  asked_by uuid not null references account,
  approved_by uuid not null references account,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references account,
  check (valid_to >= valid_from),
  check (approved_by <> asked_by),
  check ((ended_at is null) = (ended_by is null)),
  check (not public_key ?| array['d', 'p', 'q', 'k'])
);
grant select, insert on consumer_system to cbccvc_identity;
grant update (ended_at, ended_by) on consumer_system to cbccvc_identity;
