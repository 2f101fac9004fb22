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

-- A busy log signs twice a second. A proof needs some later checkpoint, not the next one: of the hours that ended more than
-- a day ago the best checkpoint stays (most cosignatures, then the newest), and the newest of all however old it is.
create index checkpoint_signed on checkpoint (signed_at);
create table checkpoint_thinned (one boolean primary key default true check (one), upto timestamptz not null);
insert into checkpoint_thinned (upto) values ('-infinity');
-- With the rights of its owner: the server may delete no checkpoint by itself, and nobody has more deleted than this. A few
-- hours a call; true where more are waiting. Of two calls at once the second waits for the first and finds it done.
create function thin_checkpoints() returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  done timestamptz;
  due timestamptz := date_trunc('hour', now() - interval '1 day', 'UTC');
  spare bigint[];
begin
  select upto into done from checkpoint_thinned for update;
  -- Hours without a checkpoint are passed over.
  select greatest(done, date_trunc('hour', min(signed_at), 'UTC')) into done from checkpoint where signed_at >= done;
  if done is null or done >= due then return false; end if;
  due := least(due, done + interval '6 hours');
  select array_agg(size) into spare from (
    select size, row_number() over (
             partition by date_trunc('hour', signed_at, 'UTC')
             order by (select count(*) from cosignature s where s.size = c.size) desc, size desc) as place
      from checkpoint c where signed_at >= done and signed_at < due) hours
   where place > 1 and size < (select max(size) from checkpoint);
  delete from cosignature where size = any(spare);
  delete from checkpoint where size = any(spare);
  update checkpoint_thinned set upto = due;
  return due < date_trunc('hour', now() - interval '1 day', 'UTC');
end $$;
revoke execute on function thin_checkpoints() from public;
grant execute on function thin_checkpoints() to cbccvc_app;

-- A part that waits because of a fault of ours, not of a record: what the fault is called, and since when it waits.
alter table job add column fault text, add column faulted_at timestamptz;
create index job_faulted on job (faulted_at) where fault is not null;
