-- Looks at records are numbered by the sequencer and chained into the log. The line gets its number once; nothing else of it
-- is ever changed, and no line is deleted: they are kept as long as the book itself, of which nothing is deleted either.
-- How long a log must be kept is not found in Circular 06/2023; ten years at least, because an official may be disciplined
-- for so long after the fact (120 months) and a look may be the proof of it (*).
alter table access_look
  add column no bigint unique,       -- null until it is numbered
  add column glass uuid;             -- of a look through a broken glass: which one
create index access_look_unnumbered on access_look (id) where no is null;

-- Lines that were numbered together. The leaf commits to their root; salt and leaves stay here, beside the lines.
create table look_batch (
  first_no bigint primary key,
  count int not null check (count > 0),
  salt bytea not null,               -- 32 random bytes
  leaves bytea not null,             -- 32 bytes a line: which line was changed can be said
  leaf_id bigint not null unique references leaf
);

create function access_look_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.no is null then
    old.no := new.no;
    if old is not distinct from new then return new; end if;
  end if;
  raise exception 'looks are never changed' using errcode = 'insufficient_privilege';
end $$;
create trigger access_look_stays before update or delete on access_look for each row execute function access_look_stays();
create trigger access_look_not_emptied before truncate on access_look execute function refuse_truncate();
create trigger look_batch_stays before update or delete on look_batch for each row execute function refuse_change();
create trigger look_batch_not_emptied before truncate on look_batch execute function refuse_truncate();

-- Whoever writes a look down gives it no number.
revoke insert on access_look from cbccvc_desk;
grant insert (at, account_id, session_id, person_id, action, classes, purpose, legal_ground, case_no, address, glass)
  on access_look to cbccvc_desk;
grant select, update (no) on access_look to cbccvc_sequence;
grant select, insert on look_batch to cbccvc_sequence;
grant select on access_look, look_batch to cbccvc_check;
