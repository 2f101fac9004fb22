-- A whole table at once is a deletion, too: statement triggers, which partitions do not inherit.
create function refuse_truncate() returns trigger language plpgsql as $$
begin
  raise exception 'entries and leaves are never changed' using errcode = 'insufficient_privilege';
end $$;
create trigger leaf_not_emptied before truncate on leaf execute function refuse_truncate();
create trigger commit_log_not_emptied before truncate on commit_log execute function refuse_truncate();
create trigger entry_not_emptied before truncate on entry execute function refuse_truncate();
create trigger entry_blob_not_emptied before truncate on entry_blob execute function refuse_truncate();

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
    if not exists (select from pg_trigger where tgrelid = p::regclass and tgname = 'not_emptied') then
      execute format('create trigger not_emptied before truncate on %I execute function refuse_truncate()', p);
    end if;
  end loop;
end $$;
select ensure_partitions(substring(relname from '\d+$')::int) from pg_class where relname ~ '^entry_\d+$' and relkind = 'r';
