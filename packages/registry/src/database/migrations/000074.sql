-- Other systems, and relying parties: what is changed of a registration takes two people, as the registration does; one
-- person stops either at once, for a while or for good.

-- How many different people a system may look at in a day of Hanoi; agreed by the two who register it.
alter table consumer_system
  add people_a_day int not null default 1000 check (people_a_day between 1 and 1000000),
  add key_since timestamptz not null default now(),
  add suspended_at timestamptz,
  add suspended_by uuid references account,
  add check ((suspended_at is null) = (suspended_by is null));
update consumer_system set key_since = made_at;
grant update (public_key, key_since, people_a_day, suspended_at, suspended_by) on consumer_system to cbccvc_identity;

-- `approved_by` is empty only of what was registered before two people were asked.
alter table relying_party
  add approved_by uuid references account,
  add keys_since timestamptz not null default now(),
  add suspended_at timestamptz,
  add suspended_by uuid references account,
  -- Ends of sign-ins that it was not told, because it did not answer: how many, and when the last one was given up.
  add logouts_given_up int not null default 0,
  add logout_given_up_at timestamptz,
  add check (approved_by <> registered_by),
  add check ((suspended_at is null) = (suspended_by is null)),
  add check ((logouts_given_up = 0) = (logout_given_up_at is null));
update relying_party set keys_since = registered_at;
grant update (public_keys, keys_since, suspended_at, suspended_by, logouts_given_up, logout_given_up_at) on relying_party to cbccvc_identity;

-- Whom a system has looked at today: each person counts once a day, however often it asks. Forgotten with the day.
create table system_seen (
  account_id uuid not null,            -- the system
  day date not null,
  person_id bigint not null,
  primary key (account_id, day, person_id)
);
-- Nobody reads from here who was looked at: that stands in the access log.
grant select (account_id, day), insert, delete on system_seen to cbccvc_desk;
-- A system has what its registration says, and nothing by its role.
delete from look_budget where role = 'consumerSystem';

-- What a system had of the day when it last spent; empty for an account. The sequencer compares, and raises an alarm.
alter table look_spent add most int;
grant update (most) on look_spent to cbccvc_desk;
grant select on look_spent to cbccvc_sequence;
alter table alarm drop constraint alarm_kind_check;
alter table alarm add constraint alarm_kind_check
  check (kind in ('canary', 'canaries', 'unusual', 'systemJump', 'systemBudget'));
