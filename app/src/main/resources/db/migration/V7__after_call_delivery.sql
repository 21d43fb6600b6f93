-- Records of ended calls that are to be delivered, one for each call and receiver. Runs on PostgreSQL and on H2 in
-- PostgreSQL mode.

create table after_call_delivery (
    call_id     varchar(64)              not null,
    receiver    varchar(16)              not null,
    state       varchar(8)               not null,
    attempts    integer                  not null,
    made_at     timestamp with time zone not null,
    -- Whoever tries to deliver it moves this ahead, so that nobody else does meanwhile.
    next_try_at timestamp with time zone not null,
    -- What is delivered, once it was put together: every attempt delivers the same. It goes when it has arrived.
    body        text,

    primary key (call_id, receiver),
    constraint known_delivery check (state in ('WAITING', 'DONE', 'GIVEN_UP'))
);

create index after_call_delivery_due on after_call_delivery (state, next_try_at);
