-- Roots of the complete subtrees of the parcel's tree that a part's records fill, so that the last part of a large parcel
-- costs no more than any other. Null only in parts that were kept before.
alter table part add column subtrees bytea;
