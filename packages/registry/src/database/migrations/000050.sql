-- The identity provider (OpenID Connect). What it must remember between two requests: browsers' sign-ins under way, codes,
-- grants, refresh tokens, what may serve once. Everything in a row is sealed, and a row is found by the digest of its id:
-- whoever holds the table holds no code and no token. Swept by the worker when it has run out.
create table oidc_row (
  kind text not null check (kind ~ '^[A-Z][A-Za-z]{2,40}$'),
  digest bytea not null,               -- SHA-256 of the id
  uid_digest bytea,                    -- of a browser's sign-in: its second name
  grant_digest bytea,                  -- the grant that it falls with
  session_id uuid references session,  -- the session of an account that it lives with
  box bytea not null,
  consumed_at timestamptz,             -- a code or a refresh token that has served
  expires_at timestamptz not null,
  primary key (kind, digest)
);
create index oidc_row_uid on oidc_row (uid_digest) where uid_digest is not null;
create index oidc_row_grant on oidc_row (grant_digest) where grant_digest is not null;
create index oidc_row_session on oidc_row (session_id) where session_id is not null;
create index oidc_row_expires on oidc_row (expires_at);

-- Keys that sign what the provider issues. A new one each quarter, published a day before it signs.
create table issuer_key (
  kid text primary key,
  box bytea not null,                  -- the private key, sealed
  made_at timestamptz not null,
  starts_at timestamptz not null
);

grant select, insert, update, delete on oidc_row to cbccvc_identity;
grant select, insert, delete on issuer_key to cbccvc_identity;
-- The token of a session is made when its browser comes back from the provider, and anew each time that it does.
grant update (token_digest) on session to cbccvc_identity;
