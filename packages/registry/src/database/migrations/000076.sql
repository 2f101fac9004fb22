-- What those who watch did is chained into the log of evidence as looks are: each act is a line that names the row that it
-- made or changed, with a digest of that row as the act left it. And the half second before a line has its number is held by
-- links: what a process writes down is counted and signed by that process (a MAC under a key that the database never sees),
-- so that a line that is taken out, changed or put in before it is numbered leaves a gap or a mark that does not fit.

-- A link of the chain of one process. `settled`: every number up to it was answered, or is named among the `voids` of this
-- link or an earlier one. A link over no line only tells how far the chain stands.
create table watch_link (
  id bigint generated always as identity primary key,
  chain uuid not null,
  n bigint not null check (n > 0),
  settled bigint not null check (settled >= 0 and settled < n),
  voids bigint[] not null,
  mac bytea not null,
  unique (chain, n)
);
alter table access_look
  add column chain uuid,
  add column link bigint,
  -- Lines from before stay as they are.
  add constraint access_look_linked check (num_nonnulls(chain, link) = 2) not valid;
create index access_look_link on access_look (chain, link) where chain is not null;

alter table watch_act
  add column about_kind text check (about_kind in ('inspection', 'glass', 'alarm', 'request', 'complaint')),
  add column about_id uuid,
  add column digest bytea,           -- of the row, as the act left it
  add column chain uuid,
  add column link bigint,
  add column no bigint unique,       -- null until it is numbered
  add check (num_nulls(about_kind, about_id, digest) in (0, 3));
create index watch_act_unnumbered on watch_act (id) where no is null;
create index watch_act_link on watch_act (chain, link) where chain is not null;
create index watch_act_about on watch_act (about_kind, about_id, id) where about_id is not null;

create table act_batch (
  first_no bigint primary key,
  count int not null check (count > 0),
  salt bytea not null,               -- 32 random bytes
  leaves bytea not null,             -- 32 bytes an act
  leaf_id bigint not null unique references leaf
);

create function watch_act_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.no is null then
    old.no := new.no;
    if old is not distinct from new then return new; end if;
  end if;
  raise exception 'what those who watch did is never deleted' using errcode = 'insufficient_privilege';
end $$;
drop trigger watch_act_stays on watch_act;
create trigger watch_act_stays before update or delete on watch_act for each row execute function watch_act_stays();
create trigger watch_link_stays before update or delete on watch_link for each row execute function refuse_change();
create trigger watch_link_not_emptied before truncate on watch_link execute function refuse_truncate();
create trigger act_batch_stays before update or delete on act_batch for each row execute function refuse_change();
create trigger act_batch_not_emptied before truncate on act_batch execute function refuse_truncate();
create trigger subject_request_stays before delete on subject_request for each row execute function watch_stays();
create trigger subject_request_opened_stays before update or delete on subject_request_opened for each row execute function watch_stays();

grant insert (at, account_id, session_id, person_id, action, classes, purpose, legal_ground, case_no, address, glass, chain, link)
  on access_look to cbccvc_desk;
grant insert (chain, n, settled, voids, mac) on watch_link to cbccvc_desk, cbccvc_watch, cbccvc_identity;
-- Whoever does it gives it no number.
revoke insert on watch_act from cbccvc_watch;
grant insert (at, act, by_account, facts, about_kind, about_id, digest, chain, link) on watch_act to cbccvc_watch, cbccvc_identity;
grant insert (at, act, by_account, facts, about_kind, about_id, digest) on watch_act to cbccvc_sequence;
grant select, update (no) on watch_act to cbccvc_sequence;
grant select, insert on act_batch to cbccvc_sequence;
grant select on watch_link, watch_act, act_batch, inspection, inspection_about, broken_glass, alarm, subject_request,
  subject_request_opened to cbccvc_check;

-- Until when a restriction that was granted stands: until its person takes it back.
alter table subject_request add column lifted_at timestamptz;
alter table subject_request add check (lifted_at is null or kind = 'restrict' and outcome = 'done');
grant update (lifted_at) on subject_request to cbccvc_identity;

-- What stands from before is taken over as it was found.
insert into watch_act (at, act, by_account, facts, about_kind, about_id, digest)
select now(), 'found', null, '{}', kind, id, sha256(convert_to(line, 'UTF8')) from (
  select 'inspection' as kind, i.id, json_build_array(i.id, i.case_no, i.decision_no, i.valid_from, i.valid_to, i.hidden,
      encode(i.hidden_ground, 'hex'), i.state, i.opened_by, i.opened_at at time zone 'UTC', i.decided_by,
      i.decided_at at time zone 'UTC', i.ended_by, i.ended_at at time zone 'UTC',
      array(select person_id from inspection_about where inspection_id = i.id and person_id is not null order by 1),
      array(select unit_id from inspection_about where inspection_id = i.id and unit_id is not null order by 1))::text as line
    from inspection i
  union all
  select 'glass', g.id, json_build_array(g.id, g.account_id, g.person_id, encode(g.reason, 'hex'), g.opened_at at time zone 'UTC',
      g.until at time zone 'UTC', g.review_by, g.reviewed_by, g.reviewed_at at time zone 'UTC', g.justified, encode(g.word, 'hex'))::text
    from broken_glass g
  union all
  select 'alarm', a.id, json_build_array(a.id, a.at at time zone 'UTC', a.kind, a.account_id, a.person_id, a.look_no, a.day,
      a.facts::text, a.settle_by, a.settled_by, a.settled_at at time zone 'UTC', encode(a.word, 'hex'))::text
    from alarm a
  union all
  select 'request', r.id, json_build_array(r.id, r.no, r.account_id, r.person_id, r.unit_id, r.kind, r.fields,
      encode(r.words, 'hex'), r.made_at at time zone 'UTC', r.made_on, r.due_on, r.outcome, r.ground, r.parcel,
      encode(r.answer, 'hex'), r.answered_by, r.answered_at at time zone 'UTC', r.answered_on, r.lifted_at at time zone 'UTC',
      (select json_agg(json_build_array(o.account_id, o.at at time zone 'UTC') order by o.at, o.account_id)
         from subject_request_opened o where o.request_id = r.id))::text
    from subject_request r) standing;
-- Alarms are raised where lines are numbered, in the same commit: nothing can come between.
alter table watch_act
  add constraint watch_act_linked check (act = 'alarmRaised' or num_nonnulls(chain, link) = 2) not valid;
