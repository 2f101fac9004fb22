-- The spill procedure. What two people signed is kept word for word with the act; which records and entries it emptied is
-- written down, so that the checker knows them and nothing else passes for spilled.
alter table spill
  drop column what,
  add column order_id uuid not null unique,
  add column order_text text not null,    -- parcels, record numbers, reason; never the value
  add column first_jws text not null,
  add column second_jws text not null,
  add column salt bytea not null;         -- the log knows the act by a salted digest
create table spilled_record (
  parcel bigint not null references parcel,
  record_index int not null,
  part int not null,
  spill bigint not null references spill,
  primary key (parcel, record_index)
);
create table spilled_entry (entry_id bigint primary key, spill bigint not null references spill);
grant select on spilled_record, spilled_entry to cbccvc_app;
revoke insert on spill from cbccvc_app;
grant select, insert on spilled_record, spilled_entry to cbccvc_spill;
grant insert on counter_delta to cbccvc_spill;
grant update (salts) on entry to cbccvc_spill;
grant update (payload) on feed_chunk to cbccvc_spill;
grant update (detail) on held to cbccvc_spill;
grant update (values_sealed, state, closed_at) on proposal to cbccvc_spill;
grant update, delete on question to cbccvc_spill;
grant update (unit_id, name_key, category, status, dung, du, sach, verified, asked_name_birth) on person to cbccvc_spill;
-- A value that was overwritten lies in the old row version until the table is written anew.
grant maintain on all tables in schema public to cbccvc_spill;

-- A partition that stands is left alone: to alter it again would lock every reader and writer of the book out, and the
-- worker asks twice a minute.
create or replace function ensure_partitions(of_year int) returns void language plpgsql security definer as $$
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
    if not has_table_privilege('cbccvc_spill', p, 'maintain') then
      execute format('grant maintain on %I to cbccvc_spill', p);
    end if;
    if not exists (select from pg_trigger where tgrelid = p::regclass and tgname = 'not_emptied') then
      execute format('create trigger not_emptied before truncate on %I execute function refuse_truncate()', p);
    end if;
  end loop;
end $$;
