-- The registry's tables, in the order of its rooms. Every table says who may change it; the grants stand at the end.
-- Sealed columns hold AES-256-GCM boxes (seal.ts); nothing else here holds a restricted or sealed value in the clear.

create extension if not exists pg_trgm;

-- log ------------------------------------------------------------------------------------------------------------
-- A fact of the log, in the bytes that are hashed. Written in the same transaction as what it speaks of; never changed.
create table leaf (
  id bigint generated always as identity primary key,
  sender text,                       -- whose feed its lines belong to; null for the centre's own facts
  bytes bytea not null
);
-- Leaves that have no number yet. The sequencer empties it in the transaction that numbers them.
create table leaf_waiting (leaf_id bigint primary key references leaf);
-- The one numbering: commit_no is the index of the leaf in the tree and the first half of a feed position.
create table commit_log (
  commit_no bigint primary key,
  leaf_id bigint not null unique references leaf,
  sender text
);
create index commit_log_feed on commit_log (sender, commit_no);
-- Tiles of the tree and bundles of its entries (C2SP tlog-tiles; level -1 holds the bundles). A tile only grows to the
-- right until its width is 256.
create table tile (level int not null, n bigint not null, width int not null, data bytea not null, primary key (level, n));
alter table tile alter column data set storage external;
-- The signed head, one row, advanced by compare-and-set on size.
create table log_head (
  one boolean primary key default true check (one),
  origin text not null,
  size bigint not null,
  root bytea not null,
  note text not null,
  signed_at timestamptz not null
);
-- Every checkpoint that was ever signed; witnesses add their lines to a table of their own.
create table checkpoint (size bigint primary key, note text not null, signed_at timestamptz not null);
create table cosignature (
  size bigint not null references checkpoint,
  witness text not null,
  line text not null,
  at timestamptz not null default now(),
  primary key (size, witness)
);

-- units ----------------------------------------------------------------------------------------------------------
create table body (
  code text primary key,
  name text not null,
  body_group text not null check (body_group in ('trungUong', 'diaPhuong')),
  placeholder boolean not null default false
);
-- A unit has our own number for ever; codes, names and parents are dated and change around it.
create table unit (
  id bigint generated always as identity primary key,
  body text not null references body
);
create table unit_code (
  code text not null,
  unit_id bigint not null references unit,
  valid_from date not null,
  valid_to date,
  primary key (code, valid_from)
);
create index unit_code_unit on unit_code (unit_id);
create table unit_name (
  unit_id bigint not null references unit,
  name text not null,
  valid_from date not null,
  valid_to date,
  primary key (unit_id, valid_from)
);
create table unit_edge (
  unit_id bigint not null references unit,
  parent_id bigint not null references unit,
  valid_from date not null,
  valid_to date,
  primary key (unit_id, valid_from)
);
create index unit_edge_parent on unit_edge (parent_id);
create table unit_succession (
  from_unit bigint not null references unit,
  to_unit bigint not null references unit,
  kind text not null check (kind in ('merge', 'split', 'rename', 'move')),
  on_date date not null,
  primary key (from_unit, to_unit, on_date)
);
-- Today's tree as nested intervals: rebuildable, for sums over subtrees.
create table unit_interval (unit_id bigint primary key references unit, lft bigint not null, rgt bigint not null, body text not null);
create index unit_interval_span on unit_interval (lft, rgt);

-- access ---------------------------------------------------------------------------------------------------------
-- Until accounts exist the only callers are keys: body → public key → the subtree of `unit_id` (null: the whole body).
create table sender_key (
  kid text primary key,
  sender text not null,              -- a body's code, or CENTRE for the operator
  role text not null check (role in ('body', 'operator')),
  public_key bytea not null,
  unit_id bigint references unit,
  sandbox boolean not null default false,
  valid_from timestamptz not null default now(),
  valid_to timestamptz
);

-- exchange: inbox ------------------------------------------------------------------------------------------------
create table parcel (
  id bigint generated always as identity primary key,
  parcel_id uuid not null,
  sender text not null references body,
  kid text not null,
  manifest_digest bytea not null,
  manifest bytea,                    -- sealed JWS; dropped when the parcel is refused
  kind text not null check (kind in ('full', 'changes', 'withdrawal')),
  edition text not null,
  unit_id bigint not null references unit,
  as_of date not null,
  sender_seq bigint not null,
  record_count int not null,
  part_count int not null,
  done_parts int not null default 0,
  state text not null check (state in ('open', 'received', 'concluded', 'refused')),
  opened_at timestamptz not null default now(),
  received_at timestamptz,
  concluded_at timestamptz,
  today date,                        -- fixed on reception, so that a replay is exact
  rule_set text,
  promise text,
  received_leaf bigint references leaf,
  closed_leaf bigint references leaf,  -- of a parcel of several parts, once all are concluded
  refusal jsonb,                     -- {code, facts}: no personal data
  unique (sender, parcel_id)
);
create unique index parcel_sequence on parcel (sender, sender_seq) where state <> 'refused';
create index parcel_newest on parcel (sender, id desc);
-- The bytes exactly as sent (sealed), and the hashes of their records in order.
create table part (
  parcel bigint not null references parcel,
  no int not null,
  first_index int not null,
  records int not null,
  bytes bytea not null,
  leaves bytea not null,
  primary key (parcel, no)
);
alter table part alter column bytes set storage external;
alter table part alter column leaves set storage external;
-- Work to do: one part, concluded in one commit. Claimed by lease, deleted by the commit that concludes it.
create table job (
  id bigint generated always as identity primary key,
  parcel bigint not null references parcel,
  part int not null,
  due_at timestamptz not null,       -- small parcels first, but a fixed instant: nobody waits for ever
  attempts int not null default 0,
  -- The search for a record that breaks the machine: ranges of the part still to try, the one being tried now, and the
  -- records found (they are held). Committed before each try, so that a crash is an answer too.
  suspects jsonb,
  leased_until timestamptz not null default '-infinity',
  lease uuid
);
create index job_due on job (due_at, id);

-- exchange: outbox -----------------------------------------------------------------------------------------------
-- The feed lines of one commit, in order, sealed and compressed. The position of line i is (commit_no of the leaf, i).
create table feed_chunk (
  leaf_id bigint primary key references leaf,
  sender text not null,
  kind text not null check (kind in ('outcomes', 'verdicts', 'notices')),
  parcel bigint references parcel,
  part int,
  records int,
  outcome_root bytea,
  entered int not null default 0,
  unchanged int not null default 0,
  returned int not null default 0,
  held int not null default 0,
  lines int not null,
  payload bytea not null
);
alter table feed_chunk alter column payload set storage external;
create index feed_chunk_parcel on feed_chunk (parcel, part) where parcel is not null;

-- register -------------------------------------------------------------------------------------------------------
create table person (
  id bigint generated always as identity primary key,
  blind bytea not null unique,       -- HMAC of the personal number; stands here only
  first_holder text not null,
  holder text not null,              -- the body whose statements make the present record
  unit_id bigint not null references unit,
  name_key text not null,
  category text,
  status text,
  dung boolean not null default false,
  du boolean not null default false,
  sach boolean not null default true,
  verified smallint not null default 0, -- 0 not asked, 1 match, 2 doubt or difference, 3 not found
  asked_name_birth bytea,            -- keyed digest of the three values last asked about
  last_parcel bigint,                -- the last parcel of its holder that named it
  confirmed_on date not null,        -- the last day its holder stated or confirmed it
  song_until date not null
) with (fillfactor = 90);
create index person_unit on person (unit_id);
-- Bodies admitted to the present record after the first holder (release, dual post, secondment).
create table admission (
  person_id bigint not null references person,
  source text not null,
  since timestamptz not null default now(),
  primary key (person_id, source)
);
-- A statement by one source about one person. Public and internal values stand in the clear, in the standard's field
-- order; restricted and sealed ones in entry_blob. `digest` binds all four classes with their salts.
create table entry (
  id bigint not null,
  recorded_at timestamptz not null,
  person_id bigint not null,
  source text not null,
  unit_id bigint not null,
  kind text not null check (kind in ('statement', 'correction', 'withdrawal', 'populationRegister')),
  true_from date not null,
  sender_seq bigint not null,
  parcel bigint not null,
  record_index int not null,
  edition text not null,
  replaces bytea,
  public_text text,
  internal_text text,
  salts bytea not null,              -- 16 bytes each for public and internal; the others lie inside their boxes
  digest bytea not null
) partition by range (recorded_at);
create index entry_person on entry (person_id);
create index entry_parcel on entry (parcel, record_index);
create table entry_blob (
  entry_id bigint not null,
  recorded_at timestamptz not null,
  restricted bytea,
  sealed bytea
) partition by range (recorded_at);
create index entry_blob_entry on entry_blob (entry_id);
create sequence entry_id;

-- What the rules said of a record: the sentence is made when read, the facts are sealed.
create table finding (
  parcel bigint not null,
  record_index int not null,
  person_id bigint,
  rule text not null,
  path text not null,
  weight text not null,
  word text not null,
  facts bytea
);
create index finding_record on finding (parcel, record_index);
create index finding_person on finding (person_id) where person_id is not null;
create table finding_count (
  parcel bigint not null,
  rule text not null,
  path text not null,
  weight text not null,
  word text not null,
  n int not null
);
create index finding_count_parcel on finding_count (parcel);
-- Records that wait for a human: doubt about who it is, or a record that broke the machine.
create table held (
  parcel bigint not null,
  record_index int not null,
  person_id bigint,
  reason text not null,
  detail bytea,                      -- sealed
  held_at timestamptz not null default now(),
  due_on date not null,
  closed_at timestamptz,
  primary key (parcel, record_index)
);

-- verification ---------------------------------------------------------------------------------------------------
-- Entries whose three values wait to be asked about, one row a chunk.
create table question (
  id bigint generated always as identity primary key,
  sender text not null,
  parcel bigint not null,
  n int not null,
  asks bytea not null,               -- sealed: the three values of each, for as long as they are not answered
  due_at timestamptz not null default now(),
  attempts int not null default 0,
  leased_until timestamptz not null default '-infinity',
  lease uuid
);
create index question_due on question (due_at, id);
create table verdict (
  person_id bigint not null,
  entry_id bigint not null,
  source text not null,
  asked_on date not null,
  result text not null,
  number_verdict text not null,
  name_verdict text not null,
  birth_verdict text not null,
  digest bytea not null              -- salted: of the values that the verdict speaks of
);
create index verdict_person on verdict (person_id);
create table proposal (
  id uuid primary key,
  person_id bigint not null,
  sender text not null,
  parcel bigint not null,
  record_index int not null,
  entry_id bigint not null,
  field text not null,
  verdict text not null,
  source text not null,
  asked_on date not null,
  due_on date not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'contested', 'expired')),
  values_sealed bytea,               -- ours and theirs; dropped when it closes
  closed_at timestamptz
);
create index proposal_open on proposal (due_on) where state = 'open';
create index proposal_person on proposal (person_id);
create table elsewhere_case (
  id uuid primary key,
  person_id bigint not null references person,
  holder text not null,
  claimant text not null,
  parcel bigint not null,
  record_index int not null,
  entry_id bigint not null,
  state text not null default 'open' check (state in ('open', 'national', 'released', 'kept', 'dual', 'secondment', 'wrongNumber')),
  opened_at timestamptz not null default now(),
  due_on date not null,
  decided_by text,
  decided_at timestamptz
);
create unique index elsewhere_case_open on elsewhere_case (person_id, claimant) where state in ('open', 'national');
create index elsewhere_case_due on elsewhere_case (due_on) where state = 'open';
-- Signed answers to proposals and cases, as they came (sealed).
create table answer (
  id uuid not null,
  sender text not null,
  jws_digest bytea not null,
  jws bytea not null,
  to_id uuid not null,
  answer text not null,
  state text not null,
  at timestamptz not null default now(),
  primary key (sender, id)
);
create table population_state (
  one boolean primary key default true check (one),
  state text not null default 'up' check (state in ('up', 'down')),
  since timestamptz not null default now(),
  not_before timestamptz not null default '-infinity'
);
insert into population_state default values;
-- Every second look-up that fetched a value: who asked, why, when; never the value.
create table lookup_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  person_id bigint not null,
  purpose text not null,
  request_id uuid not null
);

-- quality --------------------------------------------------------------------------------------------------------
-- What one commit changed, by unit; the sequencer folds it up the tree into `counter`.
create table counter_delta (
  unit_id bigint not null,
  song_until date not null,
  sent int not null default 0, received int not null default 0, entered int not null default 0,
  unchanged int not null default 0, returned int not null default 0, held int not null default 0,
  people int not null default 0, verified int not null default 0, mismatched int not null default 0,
  dung int not null default 0, du int not null default 0, sach int not null default 0, song int not null default 0
);
-- Sums of a unit and all below it. `song` is kept by the day it runs out (song_bucket) and read against today.
create table counter (
  unit_id bigint primary key references unit,
  sent bigint not null default 0, received bigint not null default 0, entered bigint not null default 0,
  unchanged bigint not null default 0, returned bigint not null default 0, held bigint not null default 0,
  people bigint not null default 0, verified bigint not null default 0, mismatched bigint not null default 0,
  dung bigint not null default 0, du bigint not null default 0, sach bigint not null default 0
);
create table song_bucket (
  unit_id bigint not null references unit,
  song_until date not null,
  n bigint not null,
  primary key (unit_id, song_until)
);

-- the spill: the only deletion in the house ----------------------------------------------------------------------
create table spill (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  first_person text not null,
  second_person text not null check (second_person <> first_person),
  what text not null,                -- parcel and record number; never the value
  leaf_id bigint not null references leaf
);

-- Nobody updates or deletes an entry or a leaf, the owner included. The spill procedure alone may blank an entry's
-- texts and boxes (its digest stays), under a role of its own.
create function refuse_change() returns trigger language plpgsql as $$
begin
  if current_user = 'cbccvc_spill' then return new; end if;
  raise exception 'entries and leaves are never changed' using errcode = 'insufficient_privilege';
end $$;
create trigger leaf_stays before update or delete on leaf for each row execute function refuse_change();
create trigger commit_log_stays before update or delete on commit_log for each row execute function refuse_change();
create trigger entry_stays before update or delete on entry for each row execute function refuse_change();
create trigger entry_blob_stays before update or delete on entry_blob for each row execute function refuse_change();

-- Partitions by year of recording; called by migrate and, each day, by the worker.
create function ensure_partitions(of_year int) returns void language plpgsql security definer as $$
declare t text;
begin
  foreach t in array array['entry', 'entry_blob'] loop
    execute format(
      'create table if not exists %I partition of %I for values from (%L) to (%L)',
      t || '_' || of_year, t, make_timestamptz(of_year, 1, 1, 0, 0, 0, 'UTC'), make_timestamptz(of_year + 1, 1, 1, 0, 0, 0, 'UTC'));
    -- Rows of 2-5 KB stay in the page uncompressed: restricted text is ciphertext, and TOAST costs more than it saves.
    execute format('alter table %I set (toast_tuple_target = 8160)', t || '_' || of_year);
  end loop;
  execute format('alter table %I alter column public_text set storage main, alter column internal_text set storage main', 'entry_' || of_year);
  execute format('alter table %I alter column restricted set storage main, alter column sealed set storage main', 'entry_blob_' || of_year);
end $$;

do $$ begin
  if not exists (select from pg_roles where rolname = 'cbccvc_app') then create role cbccvc_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'cbccvc_spill') then create role cbccvc_spill nologin; end if;
end $$;
grant usage on schema public to cbccvc_app, cbccvc_spill;
grant select, insert on all tables in schema public to cbccvc_app;
grant usage on all sequences in schema public to cbccvc_app;
grant execute on function ensure_partitions(int) to cbccvc_app;
grant update on parcel, job, person, log_head, tile, question, proposal, elsewhere_case, held, population_state, counter, song_bucket, sender_key to cbccvc_app;
grant delete on leaf_waiting, job, part, question, counter_delta, unit_interval to cbccvc_app;
grant select on all tables in schema public to cbccvc_spill;
grant insert on spill, leaf, leaf_waiting to cbccvc_spill;
grant usage on all sequences in schema public to cbccvc_spill;
grant update (public_text, internal_text) on entry to cbccvc_spill;
grant update (restricted, sealed) on entry_blob to cbccvc_spill;
grant update (bytes) on part to cbccvc_spill;
grant update (facts) on finding to cbccvc_spill;
