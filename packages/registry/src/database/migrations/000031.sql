-- The sequencer works as a role of its own: it numbers digests and adds up counts, and is granted no table that holds a
-- value of anybody, a parcel or a feed line.
do $$ begin
  if not exists (select from pg_roles where rolname = 'cbccvc_sequence') then create role cbccvc_sequence nologin; end if;
end $$;
grant usage on schema public to cbccvc_sequence;
grant select on leaf, unit_interval to cbccvc_sequence;
grant select, delete on leaf_waiting, counter_delta to cbccvc_sequence;
grant select, insert on commit_log, checkpoint, cosignature to cbccvc_sequence;
grant select, insert, update on tile, log_head, counter, song_bucket to cbccvc_sequence;
grant select (sandbox) on sender_key to cbccvc_sequence;
