-- The second wall. Accounts read records as cbccvc_desk: a role that sees a row of the book only where the transaction
-- says whose it reads, and a box only where it says which classes. What it says comes from a permit (access/desk.ts);
-- who forgets to say it sees nothing. Inbox, feed, findings and the keyed columns of a person are not granted at all.
do $$ begin
  if not exists (select from pg_roles where rolname = 'cbccvc_desk') then create role cbccvc_desk nologin; end if;
end $$;
grant usage on schema public to cbccvc_desk;
grant select (id, first_holder, holder, unit_id, name_key, category, status) on person to cbccvc_desk;
grant select on admission to cbccvc_desk;
grant select (id, recorded_at, person_id, source, unit_id, kind, true_from, sender_seq, parcel, record_index, edition,
              replaces, public_text, internal_text, digest) on entry to cbccvc_desk;

-- Who is granted the table sees every row of it, but for the desk: it sees the people that its transaction names. The
-- setting is read once per query into a hashed list, so a row costs one probe. The tables of keys (person) carry no policy:
-- searching there is held by the query that access composes, because LIKE and similarity are not leakproof.
alter table entry enable row level security;
create policy granted on entry using (true);
create policy desk on entry as restrictive for select to cbccvc_desk using (
  person_id in (select unnest((coalesce(nullif(current_setting('cbccvc.people', true), ''), '{}'))::bigint[]))
);

-- COPY refuses a table under row-level security. Entries are copied into their year's partition, where no policy stands;
-- nobody is granted to read there.
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
    if t = 'entry' and not has_table_privilege('cbccvc_app', p, 'insert') then
      execute format('grant insert on %I to cbccvc_app', p);
    end if;
    if not has_table_privilege('cbccvc_spill', p, 'maintain') then
      execute format('grant maintain on %I to cbccvc_spill', p);
    end if;
    if not exists (select from pg_trigger where tgrelid = p::regclass and tgname = 'not_emptied') then
      execute format('create trigger not_emptied before truncate on %I execute function refuse_truncate()', p);
    end if;
  end loop;
end $$;

-- What was copied into a table that is no part of the book would be lost to every reader. Asked after the copy, whose lock
-- keeps the table from being detached until the commit.
create function insist_on_partition(of_year int) returns void language plpgsql as $$
begin
  if not exists (select from pg_inherits
                  where inhparent = 'entry'::regclass and inhrelid = to_regclass('entry_' || of_year)) then
    raise check_violation using message = format('no partition of entry for %s', of_year);
  end if;
end $$;
select ensure_partitions(substring(relname from '\d+$')::int) from pg_class where relname ~ '^entry_\d+$' and relkind = 'r';

-- The boxes of one person, and of the named classes only. Runs as the owner: the desk has no grant on the table of boxes.
create function desk_boxes(of_person bigint)
  returns table (entry_id bigint, restricted bytea, sealed bytea)
  language sql stable security definer set search_path = public, pg_temp as $$
  select e.id,
         case when 'restricted' = any (named.classes) then b.restricted end,
         case when 'sealed' = any (named.classes) then b.sealed end
    from (select string_to_array(current_setting('cbccvc.classes', true), ',') as classes,
                 coalesce(nullif(current_setting('cbccvc.people', true), ''), '{}')::bigint[] as people offset 0) named
   cross join lateral (select id, recorded_at from entry
                        where person_id = of_person and of_person = any (named.people) offset 0) e
   cross join lateral (select restricted, sealed from entry_blob
                        where entry_id = e.id and recorded_at = e.recorded_at offset 0) b
$$;
revoke execute on function desk_boxes(bigint) from public;
grant execute on function desk_boxes(bigint) to cbccvc_desk;

-- Every look at somebody's record, in the transaction that answers it or not at all. Rows are added, never changed.
create table access_look (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  account_id uuid,
  session_id uuid,
  person_id bigint not null,
  action text not null,
  classes text[] not null,           -- as class:form, in the standard's order
  purpose text,                      -- null: the own record
  legal_ground text,
  case_no text,
  address text not null
);
create index access_look_person on access_look (person_id, id);
create index access_look_account on access_look (account_id, id);
grant insert on access_look to cbccvc_desk;
