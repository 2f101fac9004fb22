-- The rules that judged a part are those of the program that concluded it, which may be newer than the one that received
-- the parcel. Their name stands where it was hashed: with the part's outcomes.
alter table feed_chunk add column rule_set text;
update feed_chunk f set rule_set = p.rule_set from parcel p where p.id = f.parcel and f.kind = 'outcomes';
alter table parcel drop column rule_set;
