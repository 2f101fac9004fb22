-- What a source stated again without saying anything new: by source, where in time which fields were last confirmed
-- (register/confirmed.ts). Field names and places only, no value.
alter table person add column confirmed jsonb;
-- The full parcel whose sender confirmed that the person left; null again as soon as the holder names the person.
alter table person add column left_parcel bigint;
-- An older statement that comes in between makes what was confirmed after it an entry of its own.
alter table entry drop constraint entry_kind_check;
alter table entry add constraint entry_kind_check
  check (kind in ('statement', 'correction', 'confirmation', 'withdrawal', 'populationRegister'));
