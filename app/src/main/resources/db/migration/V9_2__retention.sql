-- What is deleted, and by whom. Runs on PostgreSQL and on H2 in PostgreSQL mode.

-- Whether there may still be words in an entry: what was said, asked of a tool, or answered by one.
alter table journal_entry add column has_words boolean default true not null;

create index journal_entry_words on journal_entry (has_words, at);

-- Calls whose caller was forgotten: an entry that comes later, by way of a file, loses its words, too.
create table erased_call (
    call_id   varchar(64)              primary key,
    erased_at timestamp with time zone not null
);

-- Whoever has the lease of a job does it, and nobody else.
create table job_lease (
    job         varchar(64)              primary key,
    holder      varchar(64)              not null,
    lease_until timestamp with time zone not null
);

-- Calls by who has called.
create index calls_by_caller on call_record (caller);
