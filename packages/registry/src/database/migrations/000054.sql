-- Passkeys (WebAuthn): a second factor beside the codes of an app. The private half never leaves the holder's device.
create table passkey (
  id uuid primary key,
  account_id uuid not null references account,
  credential_id bytea not null unique,
  public_key bytea not null,           -- COSE
  counter bigint not null,             -- the last one that its device said; 0: it counts nothing
  name text not null check (length(name) between 1 and 100),
  synced boolean not null,             -- it lives on several devices of its holder
  transports text[] not null,
  made_at timestamptz not null,
  used_at timestamptz,
  suspected_at timestamptz             -- the counter went back: perhaps copied. It opens nothing any more
);
create index passkey_account on passkey (account_id);

-- A challenge serves once, within five minutes, for one thing of one account.
create table passkey_challenge (
  digest bytea primary key,
  account_id uuid not null references account,
  serves bytea not null,               -- digest of what it serves: a step of signing in, a session's step-up or registration
  expires_at timestamptz not null
);
create index passkey_challenge_expires on passkey_challenge (expires_at);

grant select, insert, delete on passkey, passkey_challenge to cbccvc_identity;
grant update (counter, name, used_at, suspected_at) on passkey to cbccvc_identity;
-- An app that was replaced by passkeys can be let go.
grant delete on account_totp to cbccvc_identity;

-- What else ends a session: a factor that was changed or set anew, an account that was suspended or closed.
alter table session drop constraint session_end_reason_check, add constraint session_end_reason_check check (
  end_reason in ('signedOut', 'ended', 'passwordChanged', 'factorChanged', 'factorsReset', 'accountSuspended', 'accountClosed'));
