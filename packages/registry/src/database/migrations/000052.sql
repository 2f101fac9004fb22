-- Proofs that have served (DPoP): a request that is made again word for word is refused, whichever process takes it.
-- Not logged to disk: after a crash of the database a proof of the last two minutes could serve once more.
create unlogged table used_proof (
  digest bytea primary key,            -- SHA-256 of the key's thumbprint and the proof's id
  expires_at timestamptz not null
);
create index used_proof_expires on used_proof (expires_at);
grant select, insert, delete on used_proof to cbccvc_identity;
