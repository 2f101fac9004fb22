-- The second wall round every table that holds values of somebody, sealed or not: entries (000030), their boxes, the inbox,
-- the feed, findings, and what waits for people. Whoever is granted a table sees every row of it (`using (true)` costs
-- nothing), but for the desk: it sees rows about the people (`cbccvc.people`) or of the bodies (`cbccvc.senders`) that its
-- transaction names, and nothing where it names none. It is granted none of these tables but entry: should it ever be, by
-- mistake or on purpose, the wall stands already.

-- COPY refuses a table under row-level security. Findings are copied where entries are: into a partition, which is granted
-- to be filled and not to be read. There is one, for all parcels.
alter table finding rename to finding_rows;
alter index finding_record rename to finding_rows_record;
alter index finding_person rename to finding_rows_person;
create table finding (like finding_rows) partition by range (parcel);
create index finding_record on finding (parcel, record_index);
create index finding_person on finding (person_id) where person_id is not null;
alter table finding attach partition finding_rows default;
revoke all on finding_rows from cbccvc_work, cbccvc_check, cbccvc_spill;
grant insert on finding_rows to cbccvc_work;
grant maintain on finding_rows to cbccvc_spill;
grant select on finding to cbccvc_work, cbccvc_check, cbccvc_spill;
grant insert on finding to cbccvc_work;
grant update (facts) on finding to cbccvc_spill;

do $$
declare t text;
begin
  foreach t in array array['entry_blob', 'parcel', 'part', 'feed_chunk', 'finding', 'held', 'question', 'proposal', 'answer'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy granted on %I using (true)', t);
  end loop;
  -- By person.
  foreach t in array array['finding', 'held', 'proposal'] loop
    execute format($policy$
      create policy desk on %I as restrictive for select to cbccvc_desk using (
        person_id in (select unnest((coalesce(nullif(current_setting('cbccvc.people', true), ''), '{}'))::bigint[])))
    $policy$, t);
  end loop;
  -- By body.
  foreach t in array array['parcel', 'feed_chunk', 'question', 'answer'] loop
    execute format($policy$
      create policy desk on %I as restrictive for select to cbccvc_desk using (
        sender = any ((select string_to_array(current_setting('cbccvc.senders', true), ','))::text[]))
    $policy$, t);
  end loop;
end $$;
create policy desk on entry_blob as restrictive for select to cbccvc_desk using (
  entry_id in (
    select e.id from entry e
     where e.person_id = any ((select coalesce(nullif(current_setting('cbccvc.people', true), ''), '{}'))::bigint[])));
create policy desk on part as restrictive for select to cbccvc_desk using (
  (select p.sender from parcel p where p.id = parcel)
    = any ((select string_to_array(current_setting('cbccvc.senders', true), ','))::text[]));

-- Boxes are copied into their partition now, too, and what was copied into a table that is no part of the book would be lost.
create or replace function insist_on_partition(of_year int) returns void language plpgsql as $$
declare t text;
begin
  foreach t in array array['entry', 'entry_blob'] loop
    if not exists (select from pg_inherits
                    where inhparent = t::regclass and inhrelid = to_regclass(t || '_' || of_year)) then
      raise check_violation using message = format('no partition of %s for %s', t, of_year);
    end if;
  end loop;
end $$;
