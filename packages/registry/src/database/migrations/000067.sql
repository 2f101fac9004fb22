-- Consent: who may look up whom, which fields, until when, by that person's own word. Worked on by cbccvc_identity, like
-- all that accounts do; a person stands here by the register's own number only. Instants are the database's clock, as in
-- the access log; what a consent is worth is counted in days.

-- What a person shows to whom may then ask: one at a time, a few minutes long, used up by the first question. Kept as a
-- keyed digest.
create table consent_code (
  person_id bigint primary key references person,
  digest bytea not null unique,
  expires_at timestamptz not null
);

create table consent (
  id uuid primary key,
  account_id uuid not null,            -- who asks: an account or a registered system
  unit_id bigint references unit,      -- for which body; null: for the nation
  -- Whom. Null where the number that the asker gave is nobody's here: the asker is told the same.
  person_id bigint references person,
  fields text[] not null check (cardinality(fields) > 0),
  purpose text not null,
  reason text not null check (length(reason) between 1 and 500),
  until date not null,                 -- the last day that the asker wishes
  asked_on date not null,
  answer_by date not null,             -- unanswered until then: the question is over
  asked_at timestamptz not null default now(),
  wrong_code boolean not null default false,
  state text not null default 'asked' check (state in ('asked', 'given', 'refused', 'withdrawn')),
  -- What was given: some of the fields, for some of the time.
  given_fields text[],
  valid_from date,
  valid_to date,
  answered_at timestamptz,
  withdrawn_at timestamptz,
  check (given_fields <@ fields and cardinality(given_fields) > 0),
  check (valid_from <= valid_to and valid_to <= until and valid_to <= valid_from + 366),
  check ((state in ('given', 'withdrawn')) = (given_fields is not null)),
  check (num_nulls(given_fields, valid_from, valid_to) in (0, 3)),
  check ((state = 'asked') = (answered_at is null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  check (state = 'asked' or person_id is not null)
);
create index consent_account on consent (account_id, asked_at);
create index consent_person on consent (person_id, asked_at) where person_id is not null;
create index consent_given on consent (account_id, person_id) where state = 'given';

grant select, insert, update, delete on consent_code to cbccvc_identity;
grant select, insert on consent to cbccvc_identity;
grant update (state, given_fields, valid_from, valid_to, answered_at, withdrawn_at) on consent to cbccvc_identity;
-- A decision of the book asks whether a consent stands; it reads no account.
grant select (account_id, person_id, state, given_fields, valid_from, valid_to) on consent to cbccvc_app;

-- The looks of one consent, for the person who gave it: by who asked, while it was in force. With the rights of its owner,
-- because accounts read nothing of the access log but this.
create function looks_by_consent(consent_id uuid)
  returns table (at timestamptz, action text, classes text[], purpose text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select l.at, l.action, l.classes, l.purpose
    from consent c
    join access_look l on l.person_id = c.person_id and l.account_id = c.account_id
   where c.id = consent_id and c.state in ('given', 'withdrawn')
     and l.at >= c.answered_at and (c.withdrawn_at is null or l.at <= c.withdrawn_at)
   order by l.id desc limit 200
$$;
revoke execute on function looks_by_consent(uuid) from public;
grant execute on function looks_by_consent(uuid) to cbccvc_identity;
