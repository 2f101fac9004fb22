-- Accounts: who may sign in, with what rights, by whose word. Worked on by the role cbccvc_identity alone, which can touch
-- nothing else; the roles of the book cannot read these tables. No personal number stands here, not even as an index: an
-- account is bound to a person by the person's number here (person.id), found once through the blind index on `person`.

create table account (
  id uuid primary key,
  -- The name to sign in with. It begins with a letter, so that nobody is given a personal number as a login.
  login text not null unique check (login ~ '^[a-z][a-z0-9._-]{2,63}$'),
  name text not null,                  -- as colleagues know the holder (class public)
  person_id bigint references person,  -- whom it is bound to; null: nobody of the book
  state text not null default 'active' check (state in ('active', 'closed')),
  made_at timestamptz not null,
  looked_at timestamptz not null default '-infinity'  -- when the worker last compared its grants with the book
);
-- One person, one account that can be used.
create unique index account_person on account (person_id) where state = 'active' and person_id is not null;
create index account_looked on account (looked_at) where state = 'active' and person_id is not null;

-- Factors. The password as an argon2id hash (PHC string), the seed of the codes sealed, recovery codes as digests.
create table account_password (account_id uuid primary key references account, phc text not null, changed_at timestamptz not null);
create table account_totp (
  account_id uuid primary key references account,
  box bytea not null,
  last_step bigint not null,           -- the last time step that was used: a code serves once
  made_at timestamptz not null
);
create table recovery_code (account_id uuid not null references account, digest bytea not null, used_at timestamptz, primary key (account_id, digest));

-- One role over one part of the unit tree. Never changed but for its end; the list of roles is ROLES of subject.ts.
create table role_grant (
  id uuid primary key,
  account_id uuid not null references account,
  role text not null,
  unit_id bigint references unit,      -- null: the nation
  via text not null check (via in ('issued', 'acting', 'delegated')),
  valid_from date not null,
  valid_to date,
  issued_by uuid references account,   -- null: founded on the command line of the centre
  approved_by uuid references account, -- the second person, where the role makes an administrator
  parent_id uuid references role_grant, -- of a delegation: the grant that it lives on
  issued_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references account,    -- null: by the centre itself
  end_reason text check (end_reason in ('withdrawn', 'elsewhere', 'notAtWork')),
  check (valid_to is null or valid_to >= valid_from),
  check (via = 'issued' or valid_to is not null),
  check ((via = 'delegated') = (parent_id is not null)),
  check (issued_by <> account_id),
  check (approved_by <> issued_by and approved_by <> account_id),
  check ((ended_at is null) = (end_reason is null))
);
create index role_grant_account on role_grant (account_id) where ended_at is null;
create index role_grant_parent on role_grant (parent_id) where parent_id is not null;

-- An account that waits for its holder. The code is shown once to who invites; only its digest stands here.
create table invitation (
  id uuid primary key,
  code_digest bytea not null unique,
  login text not null check (login ~ '^[a-z][a-z0-9._-]{2,63}$'),
  name text not null,
  person_id bigint references person,
  role text not null,
  unit_id bigint references unit,
  via text not null check (via in ('issued', 'acting')),
  valid_from date not null,
  valid_to date,
  invited_by uuid references account,  -- null: founded on the command line of the centre
  approved_by uuid references account,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'withdrawn')),
  account_id uuid references account,
  check (approved_by <> invited_by),
  check ((state = 'accepted') = (account_id is not null))
);

-- Four eyes: what one administrator asked for and another one has to approve. It runs out by itself.
create table four_eyes (
  id uuid primary key,
  wish jsonb not null,                 -- the invitation or the grant as asked for; no personal number
  asked_by uuid not null references account,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'approved', 'refused')),
  decided_by uuid references account,
  decided_at timestamptz,
  check (decided_by <> asked_by),
  check ((state = 'open') = (decided_by is null))
);

-- A session is known by a random token, of which only the digest stands here.
create table session (
  id uuid primary key,
  account_id uuid not null references account,
  token_digest bytea not null unique,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,     -- whatever is done with it
  second_factor boolean not null,
  stepped_up_at timestamptz,
  address text not null,
  ended_at timestamptz,
  end_reason text check (end_reason in ('signedOut', 'ended', 'passwordChanged')),
  check ((ended_at is null) = (end_reason is null))
);
create index session_account on session (account_id) where ended_at is null;

-- Between the password and the second factor: five minutes and a few tries.
create table signin_step (
  token_digest bytea primary key,
  account_id uuid not null references account,
  attempt_id bigint not null,          -- of signin_attempt
  tries int not null default 0,
  expires_at timestamptz not null
);
create index signin_step_expires on signin_step (expires_at);

-- Tries to sign in, for the brakes. The login is a keyed digest: what was typed may be a password, or nobody's login.
create table signin_attempt (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  login_digest bytea not null,
  address text not null,
  ok boolean not null default false
);
create index signin_attempt_login on signin_attempt (login_digest, at);
create index signin_attempt_address on signin_attempt (address, at);
create index signin_attempt_at on signin_attempt (at);

-- What was done to accounts, by whom: only ever added to.
create table account_act (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  act text not null,
  by_account uuid,                     -- null: the command line of the centre, or the centre itself
  account_id uuid,                     -- whose account
  facts jsonb not null                 -- ids, roles, dates; no name, no number, no secret
);
create index account_act_account on account_act (account_id, id);
create function account_act_stays() returns trigger language plpgsql as $$
begin
  raise exception 'acts on accounts are never changed' using errcode = 'insufficient_privilege';
end $$;
create trigger account_act_stays before update or delete on account_act for each row execute function account_act_stays();
create trigger account_act_not_emptied before truncate on account_act execute function account_act_stays();

do $$ begin
  if not exists (select from pg_roles where rolname = 'cbccvc_identity') then create role cbccvc_identity nologin; end if;
end $$;
grant usage on schema public to cbccvc_identity;
grant select, insert on account, account_password, account_totp, recovery_code, role_grant, invitation, four_eyes, session,
  signin_step, signin_attempt, account_act to cbccvc_identity;
grant update (name, state, looked_at) on account to cbccvc_identity;
grant update (phc, changed_at) on account_password to cbccvc_identity;
grant update (box, last_step, made_at) on account_totp to cbccvc_identity;
grant update (used_at) on recovery_code to cbccvc_identity;
grant update (ended_at, ended_by, end_reason) on role_grant to cbccvc_identity;
grant update (state, account_id) on invitation to cbccvc_identity;
grant update (state, decided_by, decided_at) on four_eyes to cbccvc_identity;
grant update (seen_at, stepped_up_at, ended_at, end_reason) on session to cbccvc_identity;
grant update (tries) on signin_step to cbccvc_identity;
grant update (ok) on signin_attempt to cbccvc_identity;
grant delete on signin_step, signin_attempt, recovery_code to cbccvc_identity;
