-- Fair queues. Work is claimed in two lanes in turn: the smallest first, and the oldest first. Three people never wait
-- behind a province, however long the queue; and whatever has come waits at most twice as long as in one line.
drop index job_due;
alter table job drop column due_at;
alter table job add column size int not null default 0; -- records of its parcel up to the last of this part
alter table job alter column size drop default;
create index job_size on job (size, id);

drop index question_due;
alter table question drop column due_at;
alter table question add column part int;               -- of the parcel; null for a question that came later
create index question_size on question (n, id);
create index question_parcel on question (parcel, part);
