-- Other systems into which people sign in with their accounts here (relying parties). Registered by the national operator;
-- nothing that comes in over HTTP writes a row. Their private keys are never here.
create table relying_party (
  id text primary key check (id ~ '^[a-z][a-z0-9._-]{2,63}$'),
  name text not null,
  redirect_uris text[] not null check (cardinality(redirect_uris) > 0),
  post_logout_redirect_uris text[] not null,
  backchannel_logout_uri text,         -- where it is told that a sign-in is over; null: it asks for itself
  public_keys jsonb not null,          -- a list of JWKs, public members only
  scopes text[] not null,
  registered_by uuid not null references account,
  registered_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references account,
  check ((ended_at is null) = (ended_by is null)),
  check (id <> 'web')
);

-- Who signed in where: what is to be told to the relying party when the session, or a right of the account, has ended.
-- Told until it has heard, for an hour; then given up (what it holds is worth nothing by then anyway).
create table relying_sign_in (
  session_id uuid not null references session,
  party_id text not null references relying_party,
  sid text not null,                   -- what the relying party calls the sign-in
  grant_digest bytea not null,         -- of oidc_row: what was issued for it
  since timestamptz not null,
  since_day date not null,
  tries int not null default 0,
  next_try_at timestamptz not null,
  told_at timestamptz,
  given_up_at timestamptz,
  primary key (session_id, party_id)
);
create index relying_sign_in_open on relying_sign_in (next_try_at) where told_at is null and given_up_at is null;

grant select, insert on relying_party to cbccvc_identity;
grant update (ended_at, ended_by) on relying_party to cbccvc_identity;
grant select, insert, update, delete on relying_sign_in to cbccvc_identity;
