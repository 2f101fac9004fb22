-- What waits for people: each held record has a name that it can be answered by, and what came of it; a case that went to
-- the national operator has a limit of its own; a parcel of which parts are missing ends some day.
alter table held
  add column id uuid,                  -- the digest of sender, parcel and record number: it says nothing else
  add column decided text check (decided in ('entered', 'unchanged', 'held', 'returned')),
  add column decided_by text,          -- the operator's kid, or `deadline`
  add column entry bytea,              -- digest of the entry that it came to
  add constraint held_decided check ((decided is null) = (decided_by is null) and (decided is null or closed_at is not null));
update held h set id = encode(substring(sha256(convert_to('held ' || p.sender || ' ' || p.parcel_id || ' ' || h.record_index, 'UTF8')) from 1 for 16), 'hex')::uuid
  from parcel p where p.id = h.parcel;
alter table held alter column id set not null, add unique (id);
-- A record that waits for a case ends with it; one about which all was decided waits for nothing.
update held h set closed_at = now() from parcel p
 where p.id = h.parcel and h.closed_at is null and (h.reason = 'register.keptElsewhere' or h.reason = 'register.heldElsewhere'
   and not exists (select from elsewhere_case c where c.person_id = h.person_id and c.claimant = p.sender and c.state in ('open', 'national')));
create index held_waiting on held (due_on) where closed_at is null;
create index held_person on held (person_id) where closed_at is null;
create index elsewhere_case_national on elsewhere_case (due_on) where state = 'national';

alter table part add column kept_at timestamptz not null default now();
create index parcel_open on parcel (opened_at) where state = 'open';
