-- Roots of the complete subtrees of the parcel's tree that a part's records fill, so that the last part of a large parcel
-- costs no more than any other. Null only in parts that were kept before.
alter table part add column subtrees bytea;

-- The findings of a record that says nothing new mostly stand already. The person's row names the record whose rows they
-- are, with a keyed digest of them; only what differs is written. Null where nothing was found, or not known.
alter table person
  add column found_parcel bigint,
  add column found_index int,
  add column found_mac bytea,
  add constraint person_found_check check (num_nulls(found_parcel, found_index, found_mac) in (0, 3));
grant update (found_parcel, found_index, found_mac) on person to cbccvc_spill;
