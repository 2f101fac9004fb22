-- Changes of the tree of units: an act of the operator, by a decision with a number and a day. What an act writes stands in
-- the dated tables (unit_code, unit_name, unit_edge, unit_succession); the tree of a day is worked out from them.

-- `end`: a unit that ended without heirs; whoever reaches its parent reaches its people. `people` false: an heir to which no
-- people go, because the decision says that all go to another one.
alter table unit_succession drop constraint unit_succession_kind_check;
alter table unit_succession add constraint unit_succession_kind_check
  check (kind in ('merge', 'split', 'rename', 'move', 'end'));
alter table unit_succession add column people boolean not null default true;

-- An act as its operator signed it, and its leaf in the log. An order is carried out once.
create table unit_act (
  id bigint generated always as identity primary key,
  order_id uuid not null unique,
  decision text not null,
  decided_on date not null,
  effective_on date not null,
  changes int not null check (changes > 0),
  kid text not null references sender_key,
  at timestamptz not null,
  jws text not null,
  salt bytea not null,
  leaf_id bigint not null unique references leaf
);

-- Rebuildable, like unit_interval, and of the same day: where the people of a unit that ended stand today, which is the lowest
-- unit that all who follow it stand in.
create table unit_standing (
  unit_id bigint primary key references unit,
  at_unit bigint not null references unit
);
create index unit_standing_at on unit_standing (at_unit);
-- The day whose tree unit_interval and unit_standing show.
create table unit_turn (
  one boolean primary key default true check (one),
  day date not null
);
-- Bodies that a unit stood in before: whose people the body that it stands in now takes over, person by person, as it states them.
create table unit_formerly (
  unit_id bigint not null references unit,
  body text not null references body,
  primary key (unit_id, body)
);
grant select on unit_standing, unit_turn, unit_formerly to cbccvc_app;
grant select on unit_act to cbccvc_check;

-- The sequencer turns the tree when a day begins on which a change takes effect, and moves the counters with it.
grant select on body, unit, unit_code, unit_name, unit_edge, unit_succession to cbccvc_sequence;
grant select, insert, delete on unit_interval, unit_standing to cbccvc_sequence;
grant select, insert on unit_formerly to cbccvc_sequence;
grant select, insert, update on unit_turn to cbccvc_sequence;

-- The role of the act. It counts people, grants and parcels for the preview, and sees no value of anybody.
do $$
begin
  if not exists (select from pg_roles where rolname = 'cbccvc_units') then create role cbccvc_units nologin; end if;
end $$;
grant usage on schema public to cbccvc_units;
grant select, insert on body, unit, unit_code, unit_name, unit_edge, unit_succession, unit_act, unit_formerly to cbccvc_units;
grant update (valid_to) on unit_code, unit_name, unit_edge to cbccvc_units;
grant select, insert, delete on unit_interval, unit_standing to cbccvc_units;
grant select, insert, update on unit_turn, counter, song_bucket to cbccvc_units;
grant select, insert on leaf to cbccvc_units;
grant select, insert on leaf_waiting to cbccvc_units;
grant select on sender_key to cbccvc_units;
grant select (id, unit_id, holder) on person to cbccvc_units;
grant select (id, unit_id, state) on parcel to cbccvc_units;
grant select (id, account_id, role, unit_id, valid_from, valid_to, ended_at) on role_grant to cbccvc_units;
grant select (id, unit_id, state) on invitation to cbccvc_units;
grant select on directory_unit to cbccvc_units;
