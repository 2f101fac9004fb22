-- Accounts that a sandbox made for everybody to try: marked, so that a real start refuses to run with one.
alter table account add column sandbox boolean not null default false;
