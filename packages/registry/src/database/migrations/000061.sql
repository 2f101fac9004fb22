-- Codes of the classes restricted and sealed (religion, health, discipline …) are counted one-way: what is counted of a
-- person stands sealed beside the codes that are not secret; what a commit changes is a sealed row a unit, folded by the
-- worker into one sealed box a unit. No statement of SQL can choose, sort or cross people by them. Null: a person who was
-- written before there were counts, counted with the next change.
alter table person_codes add column encrypted bytea;
revoke select on person_codes from cbccvc_desk;
grant select (person_id, unit_id, public_codes, internal_codes) on person_codes to cbccvc_desk;

create table code_delta (
  id bigint generated always as identity primary key,
  unit_id bigint not null,
  box bytea not null
);
create table code_total (
  unit_id bigint primary key references unit,
  box bytea not null
);
grant select, insert, delete on code_delta to cbccvc_work;
grant select, insert, update on code_total to cbccvc_work;
grant insert on code_delta to cbccvc_spill;
grant select on code_delta, code_total to cbccvc_check;
grant maintain on code_delta, code_total to cbccvc_spill;

-- The desk reads the totals of the units that its transaction names.
grant select on code_total to cbccvc_desk;
alter table code_total enable row level security;
create policy granted on code_total using (true);
create policy desk on code_total as restrictive for select to cbccvc_desk using (
  unit_id in (select unnest((coalesce(nullif(current_setting('cbccvc.units', true), ''), '{}'))::bigint[]))
);
