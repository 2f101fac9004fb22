-- Who looked, shown to the person and to who watches; inspections, of which hidden ones keep their looks to themselves until
-- they end; broken glasses. Worked on by the role cbccvc_watch, which reads the access log and writes nothing of the book.
do $$ begin
  if not exists (select from pg_roles where rolname = 'cbccvc_watch') then create role cbccvc_watch nologin; end if;
end $$;
grant usage on schema public to cbccvc_watch;

-- Read by number, because that is the order in which lines cannot slip in behind.
drop index access_look_person;
drop index access_look_account;
create index access_look_person on access_look (person_id, no);
create index access_look_account on access_look (account_id, no);
create index access_look_at on access_look using brin (at);

-- An inspection: by whose decision, about whom or which units, from which day to which. A hidden one needs a second person.
create table inspection (
  id uuid primary key,
  case_no text not null unique check (length(case_no) between 1 and 100),
  decision_no text not null check (length(decision_no) between 1 and 100),
  valid_from date not null,
  valid_to date not null check (valid_to between valid_from and valid_from + 119),
  hidden boolean not null,
  hidden_ground bytea,               -- sealed: words may name somebody
  state text not null check (state in ('asked', 'open', 'refused', 'ended')),
  opened_by uuid not null,
  opened_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  ended_by uuid,
  ended_at timestamptz,
  check (hidden = (hidden_ground is not null)),
  check (hidden or state in ('open', 'ended')),
  check (decided_by <> opened_by),
  check (not hidden or (state = 'asked') = (decided_by is null)),
  check ((state = 'ended') = (ended_by is not null))
);
create table inspection_about (
  inspection_id uuid not null references inspection,
  person_id bigint references person,
  unit_id bigint references unit,
  check (num_nonnulls(person_id, unit_id) = 1)
);
create index inspection_about_inspection on inspection_about (inspection_id);

-- A glass that the national operator broke: one person, a reason, a few hours; looked at afterwards by somebody else.
create table broken_glass (
  id uuid primary key,
  account_id uuid not null,
  person_id bigint not null references person,
  reason bytea not null,             -- sealed
  opened_at timestamptz not null,
  until timestamptz not null check (until > opened_at and until <= opened_at + interval '4 hours'),
  review_by date not null,
  reviewed_by uuid check (reviewed_by <> account_id),
  reviewed_at timestamptz,
  justified boolean,
  word bytea,                        -- sealed
  check (num_nulls(reviewed_by, reviewed_at, justified, word) in (0, 4))
);
create index broken_glass_of on broken_glass (account_id, person_id, until);
create index broken_glass_waiting on broken_glass (review_by) where reviewed_by is null;

-- What was done by those who watch: only ever added to.
create table watch_act (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  act text not null,
  by_account uuid,                   -- null: the command line of the centre
  facts jsonb not null               -- ids, dates, case numbers; no name, no number of anybody
);

create function watch_stays() returns trigger language plpgsql as $$
begin
  raise exception 'what those who watch did is never deleted' using errcode = 'insufficient_privilege';
end $$;
create trigger watch_act_stays before update or delete on watch_act for each row execute function watch_stays();
create trigger watch_act_not_emptied before truncate on watch_act execute function watch_stays();
create trigger inspection_stays before delete on inspection for each row execute function watch_stays();
create trigger inspection_about_stays before update or delete on inspection_about for each row execute function watch_stays();
create trigger broken_glass_stays before delete on broken_glass for each row execute function watch_stays();

grant select on access_look to cbccvc_watch;
grant select (id, unit_id) on person to cbccvc_watch;
grant select, insert on inspection, inspection_about, broken_glass, watch_act to cbccvc_watch;
grant update (state, decided_by, decided_at, ended_by, ended_at) on inspection to cbccvc_watch;
grant update (reviewed_by, reviewed_at, justified, word) on broken_glass to cbccvc_watch;
-- A decision asks what is open; a look is marked with its glass.
grant select (id, case_no, state, valid_from, valid_to) on inspection to cbccvc_app;
grant select on inspection_about to cbccvc_app;
grant select (account_id, person_id, until) on broken_glass to cbccvc_app;
grant select (id, account_id, person_id, until) on broken_glass to cbccvc_desk;
