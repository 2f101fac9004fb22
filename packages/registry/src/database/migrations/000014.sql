-- A personal number that was wrong. The person keeps its row and its entries; the blind indexes of the numbers that it
-- had stand beside the one that it has, so that what comes under them later is known again.
alter table person add column former bytea[];
create index person_former on person using gin (former) where former is not null;
-- Through the index, and said so: without statistics, as in the first minutes of a new table, the planner would read
-- everybody for every part.
create function owners_of_former(numbers bytea[]) returns table (id bigint, former bytea[])
  language sql stable set enable_seqscan = off
  as $$ select p.id, p.former from person p where p.former && numbers order by p.id $$;
-- `renumbered`: what its source stated under the wrong number, once more under the right one. `moved`: names an entry
-- that was stated under a wrong number and counts no more for whoever has it.
alter table entry drop constraint entry_kind_check;
alter table entry add constraint entry_kind_check
  check (kind in ('statement', 'correction', 'confirmation', 'withdrawal', 'populationRegister', 'renumbered', 'moved'));
-- A correction names the entry that it replaces by its digest, whoever the entry is about.
create index entry_digest on entry (digest);
