-- A body is admitted to a person for a time. What it stated while it was counts on; what it states after its end is the
-- statement of an outsider. The bounds are entries, not instants: they are exact whatever clock a worker has.
alter table admission
  add column until timestamptz,                     -- null: admitted
  add column upto_entry bigint,                     -- once it has ended: the newest entry about the person by then
  add column after_entry bigint not null default 0, -- entries up to it were of somebody else, and never count
  add constraint admission_ended check ((until is null) = (upto_entry is null));
grant update (until, upto_entry, after_entry) on admission to cbccvc_app;
-- The same bound once more, with the decision that set it.
alter table elsewhere_case add column upto_entry bigint;
update elsewhere_case c set upto_entry = (select max(e.id) from entry e where e.person_id = c.person_id and e.recorded_at <= c.decided_at)
  where state = 'released';
-- Who released a person before there was an end, and was not admitted again since.
insert into admission (person_id, source, until, upto_entry, after_entry)
select distinct on (c.person_id, c.holder) c.person_id, c.holder, c.decided_at, c.upto_entry,
       case when c.decided_by = 'population register' then c.upto_entry else 0 end
  from elsewhere_case c where c.state = 'released' and c.holder <> '' and not exists (
    select from elsewhere_case l where l.person_id = c.person_id and l.claimant = c.holder
      and l.state in ('released', 'dual', 'secondment') and l.decided_at > c.decided_at)
 order by c.person_id, c.holder, c.decided_at desc
on conflict (person_id, source) do update
  set until = excluded.until, upto_entry = excluded.upto_entry, after_entry = excluded.after_entry;
insert into admission (person_id, source)
select c.person_id, c.claimant from elsewhere_case c where c.state = 'released' on conflict do nothing;
