-- A record whose day lies ahead waits for it, and is entered on it by the ordinary way (docs/decisions/0008). It stands
-- sealed in the part that it came in; here is which record waits, for which day, and what came of it.
create table announced (
  parcel bigint not null references parcel,
  record_index int not null,
  part int not null,
  sender text not null,
  record_leaf bytea not null,          -- by which its sender can replace it ($replaces)
  unit_id bigint not null references unit,   -- in which it is counted while it waits
  true_from date not null,
  -- What came of it; null while it waits.
  came_to text check (came_to in ('entered', 'unchanged', 'returned', 'held', 'refused')),
  entry bytea,
  -- Refused: the parcel of its sender that took it back, and the record there that replaces it (null: all of the parcel).
  by_parcel bigint references parcel,
  by_index int,
  closed_at timestamptz,
  primary key (parcel, record_index),
  check ((came_to is null) = (closed_at is null)),
  check (coalesce(came_to = 'refused', false) = (by_parcel is not null)),
  check (by_index is null or by_parcel is not null),
  check (entry is null or came_to in ('entered', 'unchanged', 'held'))
);
create index announced_leaf on announced (sender, record_leaf);
create index announced_waiting on announced (true_from, unit_id) where came_to is null;
grant select, insert on announced to cbccvc_work;
grant update (came_to, entry, by_parcel, by_index, closed_at) on announced to cbccvc_work;
grant select on announced to cbccvc_check;
grant select (parcel, sender, unit_id, true_from, came_to) on announced to cbccvc_door;

-- The work of that day is a job like any: what of this part waited for the day. Null: the part as it was received. Each
-- kind has indexes of its own, so that whoever looks for work does not read past the jobs of days to come.
alter table job add column day date;
drop index job_size;
create index job_size on job (size, id) where day is null;
create index job_oldest on job (id) where day is null;
create index job_day on job (day, id) where day is not null;

-- What came of records that waited: outcomes of some records of a part, with a concluded leaf of their own.
alter table feed_chunk drop constraint feed_chunk_kind_check;
alter table feed_chunk add constraint feed_chunk_kind_check check (kind in ('outcomes', 'waited', 'verdicts', 'notices'));
