-- Withdrawal: a parcel that takes an earlier one back. What was not concluded yet is not entered; what was entered is
-- restored by entries of its own, and nothing is erased.
alter table parcel
  add column withdraws bigint references parcel,      -- of a withdrawal: the parcel that it takes back
  add column withdrawn_by bigint references parcel,   -- of that parcel: the withdrawal, from its reception on
  add column restored int not null default 0,         -- of a withdrawal: entries that it took back, and those it left
  add column kept int not null default 0;
alter table feed_chunk add column refused int not null default 0;
alter table counter add column refused bigint not null default 0;
alter table counter_delta add column refused int not null default 0;
create index proposal_parcel on proposal (parcel, record_index) where state = 'open';
