-- Envelope encryption: data keys by class and quarter, wrapped by a key-encryption key that is not in the database.
-- Everything a row says is bound to the wrapped key; rows are added, never deleted; only the wrapping changes.
create table data_key (
  class text not null,
  number int not null check (number between 1 and 65535),  -- stands in every box
  quarter text not null,             -- 2026Q4, by the calendar of Hanoi; 'before': taken over from an old key file
  starts_at timestamptz not null,    -- from then on it seals
  created_at timestamptz not null,
  kek_id text not null,
  wrapped bytea not null,
  primary key (class, number)
);

-- The rotation: a role that may put the same plaintext under another key, and nothing else in the book.
do $$ begin
  if not exists (select from pg_roles where rolname = 'cbccvc_rotate') then create role cbccvc_rotate nologin; end if;
end $$;
grant usage on schema public to cbccvc_rotate;
grant select on entry, entry_blob, data_key, migration to cbccvc_rotate;
grant select (id) on person to cbccvc_rotate;
grant insert, update (kek_id, wrapped) on data_key to cbccvc_rotate;
grant update (restricted, sealed) on entry_blob to cbccvc_rotate;
grant select, insert on data_key to cbccvc_app, cbccvc_spill;

-- A box under another key is as long as before and stands where one stood: the rotation can neither empty nor add one.
create function refuse_blob_change() returns trigger language plpgsql as $$
begin
  if current_user = 'cbccvc_spill' then return new; end if;
  if current_user = 'cbccvc_rotate' and tg_op = 'UPDATE'
     and octet_length(new.restricted) is not distinct from octet_length(old.restricted)
     and octet_length(new.sealed) is not distinct from octet_length(old.sealed) then return new; end if;
  raise exception 'entries and leaves are never changed' using errcode = 'insufficient_privilege';
end $$;
drop trigger entry_blob_stays on entry_blob;
create trigger entry_blob_stays before update or delete on entry_blob for each row execute function refuse_blob_change();

-- Generations of the blind index, side by side while it is keyed anew (register/persons.ts): which one a row stands in,
-- and which one new rows get.
alter table person add column blind_no smallint not null default 1;
create table blind_generation (
  one boolean primary key default true check (one),
  no smallint not null
);
insert into blind_generation (no) values (1);
grant select, update on blind_generation to cbccvc_app;
grant select on blind_generation to cbccvc_spill;
