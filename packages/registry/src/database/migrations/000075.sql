-- Since when the memory of proofs goes back. Unlogged like the memory itself (used_proof): whatever loses the one loses the
-- other (a crash of the database, a standby that takes over, a restored copy), so that the loss is seen.
create unlogged table proof_memory (
  one boolean primary key default true check (one),
  since timestamptz not null           -- a proof made before it may have served already
);
insert into proof_memory (since) values ('-infinity');
grant select, insert on proof_memory to cbccvc_identity;
