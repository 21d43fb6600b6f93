-- What happened in calls, and what was said. Runs on PostgreSQL and on H2 in PostgreSQL mode.

create table journal_entry (
    call_id varchar(64)              not null,
    -- The process that noted it, and the number of the entry there: together they name it, so that it is written once
    -- however often it is sent.
    node    varchar(64)              not null,
    seq     bigint                   not null,
    at      timestamp with time zone not null,
    kind    varchar(40)              not null,
    -- One JSON object: the kind again, and the fields of that kind.
    body    text                     not null,

    primary key (call_id, node, seq)
);

create index journal_entry_at on journal_entry (at);
