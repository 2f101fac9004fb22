-- What people are chosen and counted by: the coded fields of the classes public and internal, as the present record has
-- them (register/codes.ts). Written with the entry in the same commit, worked out from the fold alone and compared with it
-- by checkBook; emptied and filled again it says the same. Of whom nothing stands it names no unit.
create table person_codes (
  person_id bigint primary key,
  unit_id bigint,
  public_codes jsonb not null,       -- field id → code
  internal_codes jsonb not null
) with (fillfactor = 90);
create index person_codes_unit on person_codes (unit_id);

-- The roles of 000059.sql, which comes after this one.
do $$
declare r text;
begin
  foreach r in array array['cbccvc_work', 'cbccvc_check'] loop
    if not exists (select from pg_roles where rolname = r) then execute format('create role %I nologin', r); end if;
  end loop;
end $$;
grant select, insert, update on person_codes to cbccvc_work;
grant select on person_codes to cbccvc_check;
grant select, update, maintain on person_codes to cbccvc_spill;
grant select on person_codes to cbccvc_desk;

-- The desk sees the people of the units that its transaction names, and nobody where it names none.
alter table person_codes enable row level security;
create policy granted on person_codes using (true);
create policy desk on person_codes as restrictive for select to cbccvc_desk using (
  unit_id in (select unnest((coalesce(nullif(current_setting('cbccvc.units', true), ''), '{}'))::bigint[]))
);
