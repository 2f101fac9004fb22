-- Alarms about looks: a canary that was read, canaries of many bodies in lists, an account that looks far more than it used
-- to. The sequencer raises them where it numbers the lines; who watches settles them, within two working days.

-- Synthetic people that were sent like all others. That they are none is known here alone: no role of an account, and none of
-- a door or a worker, may read it.
create table canary (
  person_id bigint primary key references person,
  sender text not null,
  planted_at timestamptz not null default now(),
  ended_at timestamptz
);
-- How much each account looks, by the day of Asia/Ho_Chi_Minh.
create table look_day (
  account_id uuid not null,
  day date not null,
  n int not null,
  primary key (account_id, day)
);
create table alarm (
  id uuid primary key default gen_random_uuid(),
  at timestamptz not null,
  kind text not null check (kind in ('canary', 'canaries', 'unusual')),
  account_id uuid,
  person_id bigint,                  -- of a canary that was read
  look_no bigint not null,           -- the line at which it was raised
  day date not null,
  facts jsonb not null,              -- counts
  settle_by date not null,
  settled_by uuid,
  settled_at timestamptz,
  word bytea,                        -- sealed
  check (num_nulls(settled_by, settled_at, word) in (0, 3)),
  -- The same again on the same day is the same alarm.
  unique nulls not distinct (kind, account_id, person_id, day)
);
create index alarm_waiting on alarm (settle_by) where settled_by is null;
create trigger alarm_stays before delete on alarm for each row execute function watch_stays();

grant select on canary to cbccvc_sequence;
grant select, insert on alarm to cbccvc_sequence;
grant select, insert, update on look_day to cbccvc_sequence;
grant select on alarm to cbccvc_watch;
grant update (settled_by, settled_at, word) on alarm to cbccvc_watch;
