-- The durable record of calls and of the nodes that serve them. Runs on PostgreSQL and on H2 in PostgreSQL mode.

create table call_record (
    call_id      varchar(64)              primary key,
    -- Who called, and which of our numbers: whoever takes the call over serves it as it was announced.
    caller       varchar(256)             not null,
    called       varchar(256)             not null,
    state        varchar(16)              not null,
    reason       varchar(40),
    -- The node that serves it; it has no row in node_lease before its first renewal, so there is no foreign key.
    owner        varchar(64),
    epoch        bigint                   not null,
    announced_at timestamp with time zone not null,
    touched_at   timestamp with time zone not null,
    -- In clear, because a repeated announcement must get the same ticket. It opens one media connection of this one call,
    -- for 60 s, and is erased when it is used or the call can no longer be served.
    ticket       varchar(64),
    ticket_until timestamp with time zone,

    constraint one_call_per_ticket unique (ticket),
    constraint known_state check (state in ('ANNOUNCED', 'LIVE', 'FAILED', 'ENDING', 'OVER')),
    constraint epoch_counts_from_zero check (epoch >= 0),
    constraint ticket_has_an_end check (ticket is null or ticket_until is not null)
);

-- Looking for calls that need somebody touches the few that are not over, however many have been.
create index calls_by_state on call_record (state, touched_at);

-- A node lives until its lease has lapsed, by the clock of this database.
create table node_lease (
    node_id     varchar(64)              primary key,
    address     varchar(512)             not null,
    lease_until timestamp with time zone not null
);
