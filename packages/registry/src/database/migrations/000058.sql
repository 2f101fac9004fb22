-- What may be public is a ceiling; whether it is published a body decides for itself. A unit that stands here is published
-- with all below it: its leaders, and where `staff` says so everybody. Enrolled by the operator; empty at first.
create table directory_unit (
  unit_id bigint primary key references unit,
  staff boolean not null default false
);
grant select on directory_unit to cbccvc_desk;
