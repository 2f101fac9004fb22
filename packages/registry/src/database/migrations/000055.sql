-- The e-ID (VNeID, level 2) as a way in. What it says of a person is compared and forgotten: no number and no name of its
-- tokens stands here, not even as a digest. An account is found by the person that it is bound to.
alter table account add column eid_since timestamptz;  -- since when the e-ID opens it; null: it does not
grant update (eid_since) on account to cbccvc_identity;

-- A browser that is away at the e-ID: ten minutes, once. What it must bring back is derived from what its cookie holds.
create table eid_flow (
  state_digest bytea primary key,
  browser_digest bytea not null,
  serves text not null check (serves in ('signIn', 'link', 'stepUp')),
  session_id uuid references session,  -- of a link and a step-up: whose
  interaction text,                    -- of a sign-in: the one of the identity provider that it ends
  expires_at timestamptz not null,
  check ((serves = 'signIn') = (session_id is null))
);
create index eid_flow_expires on eid_flow (expires_at);
grant select, insert, delete on eid_flow to cbccvc_identity;

-- An account may rest for a time (suspended) or end for good (closed). One person, one account that is not closed.
alter table account drop constraint account_state_check,
  add constraint account_state_check check (state in ('active', 'suspended', 'closed'));
drop index account_person;
create unique index account_person on account (person_id) where state <> 'closed' and person_id is not null;
alter table role_grant drop constraint role_grant_end_reason_check, add constraint role_grant_end_reason_check
  check (end_reason in ('withdrawn', 'elsewhere', 'notAtWork', 'accountClosed'));

-- Who lost their factors sets them anew with a code that an administrator gives by hand; of an administrator's account,
-- once a second person has approved it.
create table factor_reset (
  id uuid primary key,
  code_digest bytea not null unique,
  account_id uuid not null references account,
  asked_by uuid not null references account,
  approved_by uuid references account,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'used', 'withdrawn')),
  check (asked_by <> account_id),
  check (approved_by <> asked_by and approved_by <> account_id)
);
create index factor_reset_account on factor_reset (account_id) where state = 'open';
grant select, insert on factor_reset to cbccvc_identity;
grant update (state) on factor_reset to cbccvc_identity;
-- What opened an account that was closed is not kept.
grant delete on account_password to cbccvc_identity;
