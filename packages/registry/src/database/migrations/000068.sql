-- Requests of the data subject: made by the person, answered within two working days. Worked on by cbccvc_identity. What
-- the person writes and what is answered is sealed; everything else says nothing about anybody.
create table subject_request (
  id uuid primary key,
  no bigint generated always as identity unique,
  account_id uuid not null,
  person_id bigint not null references person,
  unit_id bigint not null references unit,   -- where the register had the person on that day
  kind text not null,
  fields text[] not null,
  words bytea not null,
  made_at timestamptz not null,
  made_on date not null,
  due_on date not null,
  outcome text check (outcome in ('done', 'closed', 'refused')),  -- null: open
  ground text,
  parcel uuid,                               -- by which it was done
  answer bytea,
  answered_by uuid,
  answered_at timestamptz,
  answered_on date,
  check (due_on > made_on),
  check (num_nulls(outcome, answer, answered_by, answered_at, answered_on) in (0, 5)),
  check (coalesce(outcome in ('closed', 'refused'), false) = (ground is not null)),
  check (parcel is null or outcome = 'done'),
  check (kind <> 'erase' or outcome is distinct from 'done'),
  check (answered_by <> account_id)
);
create index subject_request_person on subject_request (person_id, no);
create index subject_request_open on subject_request (unit_id, due_on) where outcome is null;
grant select, insert on subject_request to cbccvc_identity;
grant update (outcome, ground, parcel, answer, answered_by, answered_at, answered_on) on subject_request to cbccvc_identity;

-- Who opened the words of a request: only ever added to.
create table subject_request_opened (
  request_id uuid not null references subject_request,
  account_id uuid not null,
  at timestamptz not null
);
create index subject_request_opened_request on subject_request_opened (request_id, at);
grant select, insert on subject_request_opened to cbccvc_identity;
