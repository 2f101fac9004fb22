-- Roles by job. `cbccvc_app` was one role for every process; now each process works as the role of its job, which is granted
-- what that job needs and no more. What all of them need stays with `cbccvc_app`, and they inherit it.
--
--   cbccvc_door      receives parcels, gives promises, feed, receipts and the board; sees no box and no text of an entry
--   cbccvc_work      concludes parts, asks the population register, carries out answers, sweeps: reads and adds entries
--   cbccvc_sequence  numbers digests and looks, signs, folds counts; sees no value of anybody, no parcel and no feed line
--   cbccvc_check     reads the whole book and changes nothing (check-book)
do $$
declare r text;
begin
  foreach r in array array['cbccvc_door', 'cbccvc_work', 'cbccvc_sequence', 'cbccvc_check'] loop
    if not exists (select from pg_roles where rolname = r) then execute format('create role %I nologin', r); end if;
  end loop;
  foreach r in array array['cbccvc_door', 'cbccvc_work', 'cbccvc_check'] loop
    if not exists (select from pg_auth_members where roleid = 'cbccvc_app'::regrole and member = r::regrole) then
      execute format('grant cbccvc_app to %I', r);
    end if;
  end loop;
end $$;
grant usage on schema public to cbccvc_door, cbccvc_work, cbccvc_sequence, cbccvc_check;

-- In common: the units, the keys of couriers, the state of the population register, the data keys (wrapped).
revoke all on leaf, leaf_waiting, commit_log, tile, log_head, checkpoint, cosignature, body, unit, unit_code, unit_name,
  unit_edge, unit_succession, unit_interval, sender_key, parcel, part, job, feed_chunk, person, admission, entry, entry_blob,
  finding, finding_count, held, question, verdict, proposal, elsewhere_case, answer, population_state, lookup_log,
  counter_delta, counter, song_bucket, spill, spilled_record, spilled_entry, data_key, blind_generation, checkpoint_thinned
  from cbccvc_app;
revoke all on all sequences in schema public from cbccvc_app;
grant select on body, unit, unit_code, unit_name, unit_edge, unit_succession, unit_interval, sender_key, population_state
  to cbccvc_app;
grant select, insert on data_key to cbccvc_app;
revoke insert on migration from cbccvc_app;

-- The door.
grant select, insert, update on parcel to cbccvc_door;
grant select, insert, delete on part to cbccvc_door;
grant select, insert on job, leaf to cbccvc_door;
grant insert on leaf_waiting, counter_delta to cbccvc_door;
grant select on leaf_waiting to cbccvc_door, cbccvc_work;
grant select on feed_chunk, commit_log, tile, log_head, checkpoint, cosignature, finding_count, counter, song_bucket
  to cbccvc_door;
grant select (id, n) on question to cbccvc_door;
grant select (id, parcel, record_index, reason, due_on, closed_at) on held to cbccvc_door;
grant select (id, values_sealed) on proposal to cbccvc_door;
grant select on elsewhere_case to cbccvc_door;
grant select on spilled_record to cbccvc_door;
-- What taking a parcel back would do is counted, and a person is known by the blind index: keys and places, no value.
grant select (id, recorded_at, person_id, source, unit_id, kind, true_from, sender_seq, parcel, record_index, replaces, digest)
  on entry to cbccvc_door;
grant select (id, blind, former, first_holder, holder, unit_id, status, confirmed) on person to cbccvc_door;

-- The worker.
grant select on leaf, commit_log, log_head, feed_chunk, part, job, person, admission, entry, entry_blob, finding, held,
  question, verdict, proposal, elsewhere_case, answer, parcel, spilled_record, spilled_entry, blind_generation to cbccvc_work;
grant insert on leaf, leaf_waiting, feed_chunk, parcel, job, person, admission, entry, entry_blob, finding, finding_count, held,
  question, verdict, proposal, elsewhere_case, answer, counter_delta, lookup_log to cbccvc_work;
grant update on parcel, job, person, question, proposal, elsewhere_case, held, population_state, blind_generation to cbccvc_work;
grant update (until, upto_entry, after_entry) on admission to cbccvc_work;
grant delete on job, part, question to cbccvc_work;
grant usage on sequence entry_id to cbccvc_work;
revoke execute on function thin_checkpoints() from cbccvc_app;
grant execute on function thin_checkpoints() to cbccvc_work;

-- The sequencer.
grant select on unit_interval to cbccvc_sequence;
grant select, insert on leaf to cbccvc_sequence;
grant select, insert, delete on leaf_waiting to cbccvc_sequence;
grant select, delete on counter_delta to cbccvc_sequence;
grant select, insert on commit_log, checkpoint, cosignature to cbccvc_sequence;
grant select, insert, update on tile, log_head, counter, song_bucket to cbccvc_sequence;
grant select (sandbox) on sender_key to cbccvc_sequence;

-- The checker.
grant select on leaf, leaf_waiting, commit_log, tile, log_head, checkpoint, cosignature, parcel, part, job, feed_chunk, person,
  admission, entry, entry_blob, finding, finding_count, held, question, verdict, proposal, elsewhere_case, answer, lookup_log,
  counter_delta, counter, song_bucket, spill, spilled_record, spilled_entry, blind_generation, checkpoint_thinned
  to cbccvc_check;

-- Partitions are made by the worker, and by nobody else; nobody is granted to read one by itself.
create or replace function ensure_partitions(of_year int) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  t text;
  p text;
begin
  foreach t in array array['entry', 'entry_blob'] loop
    p := t || '_' || of_year;
    if to_regclass(p) is null then
      execute format(
        'create table if not exists %I partition of %I for values from (%L) to (%L)',
        p, t, make_timestamptz(of_year, 1, 1, 0, 0, 0, 'UTC'), make_timestamptz(of_year + 1, 1, 1, 0, 0, 0, 'UTC'));
      -- Rows of 2-5 KB stay in the page uncompressed: restricted text is ciphertext, and TOAST costs more than it saves.
      execute format('alter table %I set (toast_tuple_target = 8160)', p);
      if t = 'entry' then
        execute format('alter table %I alter column public_text set storage main, alter column internal_text set storage main', p);
      else
        execute format('alter table %I alter column restricted set storage main, alter column sealed set storage main', p);
      end if;
    end if;
    if not has_table_privilege('cbccvc_work', p, 'insert') then
      execute format('grant insert on %I to cbccvc_work', p);
    end if;
    if has_table_privilege('cbccvc_app', p, 'insert') then
      execute format('revoke all on %I from cbccvc_app', p);
    end if;
    if not has_table_privilege('cbccvc_spill', p, 'maintain') then
      execute format('grant maintain on %I to cbccvc_spill', p);
    end if;
    if not exists (select from pg_trigger where tgrelid = p::regclass and tgname = 'not_emptied') then
      execute format('create trigger not_emptied before truncate on %I execute function refuse_truncate()', p);
    end if;
  end loop;
end $$;
revoke execute on function ensure_partitions(int) from public, cbccvc_app;
grant execute on function ensure_partitions(int) to cbccvc_work;
select ensure_partitions(substring(relname from '\d+$')::int) from pg_class where relname ~ '^entry_\d+$' and relkind = 'r';
