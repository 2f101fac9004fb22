-- People are listed by unit and name, and sought by the words of their name, in the columns of keys alone. A word that
-- begins a word of the name is `(' ' || name_key) like '% word%'`: the trigrams of short words need the blank before them.
create index person_listed on person (unit_id, name_key, id);
drop index person_unit;
create index person_named on person using gin ((' ' || name_key) gin_trgm_ops);
