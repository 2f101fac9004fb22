-- Complaints and denunciations that were taken up: a look for this purpose hangs on one that is open about whom it looks at.
-- Registered by somebody who does not look (packages/registry/src/access/policy/table.ts). Nothing of what was written in it
-- stands here.
create table complaint (
  id uuid primary key,
  case_no text not null unique check (length(case_no) between 1 and 100),
  kind text not null check (kind in ('khieuNai', 'toCao')),
  received_on date not null,
  taken_up_on date not null check (taken_up_on >= received_on),
  valid_to date not null check (valid_to >= taken_up_on),
  registered_by uuid not null,
  registered_at timestamptz not null,
  closed_by uuid,
  closed_at timestamptz,
  check (num_nulls(closed_by, closed_at) in (0, 2))
);
create table complaint_about (
  complaint_id uuid not null references complaint,
  person_id bigint references person,
  unit_id bigint references unit,
  check (num_nonnulls(person_id, unit_id) = 1)
);
create index complaint_about_complaint on complaint_about (complaint_id);
create trigger complaint_stays before delete on complaint for each row execute function watch_stays();
create trigger complaint_about_stays before update or delete on complaint_about for each row execute function watch_stays();
grant select, insert on complaint, complaint_about to cbccvc_watch;
grant update (closed_by, closed_at) on complaint to cbccvc_watch;
-- A decision asks what is open.
grant select (id, case_no, taken_up_on, valid_to, registered_by, closed_at) on complaint to cbccvc_app;
grant select on complaint_about to cbccvc_app;
grant select (no, person_id, outcome) on subject_request to cbccvc_app;
grant select on complaint, complaint_about to cbccvc_check;

-- Whose processing is restricted, in which fields (none: the whole record): from the day on which it was granted until its
-- person takes it back; where an objection of theirs was open then, until every objection is answered.
create view restriction as
  select r.person_id, r.fields, r.answered_at as since from subject_request r
   where r.kind = 'restrict' and r.outcome = 'done' and r.lifted_at is null
     and (exists (select from subject_request o where o.person_id = r.person_id and o.kind = 'object' and o.outcome is null)
       or not exists (select from subject_request o
                       where o.person_id = r.person_id and o.kind = 'object' and o.made_at <= r.answered_at
                         and o.answered_at > r.answered_at));
create index subject_request_restricts on subject_request (person_id)
  where kind = 'restrict' and outcome = 'done' and lifted_at is null;
grant select on restriction to cbccvc_app, cbccvc_desk;
