-- The people whom the desk names (`cbccvc.people`) are a multirange, as PostgreSQL writes it: {[5,5],[8,12]}. It is read once a
-- query and searched by halves. The list of numbers that it was had to be made a hash table in each partition first, which cost
-- 19 % on one record of two entries at 500,000 people. Who names nobody, or forgets to name, sees nothing.
do $$
declare t text;
begin
  foreach t in array array['entry', 'finding', 'held', 'proposal'] loop
    execute format('drop policy desk on %I', t);
    execute format($policy$
      create policy desk on %I as restrictive for select to cbccvc_desk using (
        (select nullif(current_setting('cbccvc.people', true), '')::int8multirange) @> person_id)
    $policy$, t);
  end loop;
end $$;
drop policy desk on entry_blob;
create policy desk on entry_blob as restrictive for select to cbccvc_desk using (
  entry_id in (
    select e.id from entry e
     where (select nullif(current_setting('cbccvc.people', true), '')::int8multirange) @> e.person_id));

create or replace function desk_boxes(of_person bigint)
  returns table (entry_id bigint, restricted bytea, sealed bytea)
  language sql stable security definer set search_path = public, pg_temp as $$
  select e.id,
         case when 'restricted' = any (named.classes) then b.restricted end,
         case when 'sealed' = any (named.classes) then b.sealed end
    from (select string_to_array(current_setting('cbccvc.classes', true), ',') as classes,
                 nullif(current_setting('cbccvc.people', true), '')::int8multirange as people offset 0) named
   cross join lateral (select id, recorded_at from entry
                        where person_id = of_person and named.people @> of_person offset 0) e
   cross join lateral (select restricted, sealed from entry_blob
                        where entry_id = e.id and recorded_at = e.recorded_at offset 0) b
$$;
