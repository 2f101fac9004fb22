-- The brake on copies and on paging. Worked on by cbccvc_desk, so that a look, what it spends and the delivery of a copy are
-- one transaction.

-- Most of a day, by role; an account has the most that one of its roles has, and nothing where none stands here. Changed by
-- the database's owner (`export budget`).
create table look_budget (
  role text primary key,
  export_rows int not null check (export_rows >= 0),   -- people in copies that nobody released
  export_cells int not null check (export_cells >= 0), -- their fields
  people int not null check (people >= 0)              -- people on pages of lists and searches
);
insert into look_budget (role, export_rows, export_cells, people) values
  ('officer', 300, 6000, 2000),
  ('bodyApprover', 0, 0, 2000),
  ('bodyAdministrator', 0, 0, 1000),
  ('viewer', 0, 0, 1000),
  ('leader', 0, 0, 500),
  ('nationalOperator', 300, 6000, 2000),
  ('nationalApprover', 0, 0, 1000),
  ('nationalAuditor', 300, 6000, 2000),
  ('consumerSystem', 0, 0, 50000);

-- What an account has spent of a day in Hanoi, by the database's clock. The row is locked by whoever spends: of two at once
-- the second one sees what the first has spent.
create table look_spent (
  account_id uuid not null,
  day date not null default (now() at time zone 'Asia/Ho_Chi_Minh')::date,
  export_rows int not null default 0,
  export_cells int not null default 0,
  people int not null default 0,
  primary key (account_id, day)
);

-- A copy that somebody asked for. `ready`: within the budget, which it has spent; `waits`: for a second person; delivered
-- once. No value and no person stands here.
create table export_order (
  id uuid primary key,
  no bigint generated always as identity unique,
  account_id uuid not null,
  unit_id bigint not null references unit,
  fields text[] not null check (cardinality(fields) > 0),
  format text not null check (format in ('xlsx', 'csv')),
  purpose text not null,
  case_no text,
  rows int not null,                   -- people, as counted when it was asked for; never more are delivered
  cells int not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null check (state in ('ready', 'waits', 'released', 'refused', 'delivered')),
  decided_by uuid,
  decided_at timestamptz,
  delivered_at timestamptz,
  delivered_rows int,
  check (decided_by <> account_id),    -- nobody releases their own
  check ((decided_by is null) = (decided_at is null)),
  check (state not in ('released', 'refused') or decided_by is not null),
  check ((state = 'delivered') = (delivered_at is not null) and num_nulls(delivered_at, delivered_rows) in (0, 2)),
  check (delivered_rows <= rows)
);
create index export_order_account on export_order (account_id, no);
create index export_order_waits on export_order (unit_id) where state = 'waits';
-- An order is what it was: only its state goes on, and never back.
create function export_order_goes_on() returns trigger language plpgsql as $$
begin
  if (old.state, new.state) not in (('waits', 'released'), ('waits', 'refused'), ('released', 'delivered'), ('ready', 'delivered')) then
    raise exception 'an export goes on, never back' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger export_order_goes_on before update on export_order for each row execute function export_order_goes_on();

grant select on look_budget to cbccvc_desk;
grant select, insert, update (export_rows, export_cells, people) on look_spent to cbccvc_desk;
grant select, insert, update (state, decided_by, decided_at, expires_at, delivered_at, delivered_rows) on export_order to cbccvc_desk;
