-- What the doors refused, counted by the hour: how often, by which route and which code; nobody's name, number or address.
-- So that a jump is seen by whoever runs the centre and by the auditor. Each event stands in the log of its process.
create table refused_hour (
  hour timestamptz not null,
  kind text not null check (kind in ('rights', 'signin', 'rate', 'shape')),
  route text not null,               -- its name in the contract, or its pattern
  code text not null,
  times bigint not null check (times > 0),
  primary key (hour, kind, route, code)
);
grant select, insert, update (times) on refused_hour to cbccvc_door;
grant select on refused_hour to cbccvc_watch, cbccvc_check;
grant select, delete on refused_hour to cbccvc_work;
