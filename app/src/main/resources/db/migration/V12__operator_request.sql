-- What operators have asked for in calls, whichever process serves them. Runs on PostgreSQL and on H2 in PostgreSQL mode.

create table operator_request (
    id         varchar(64)              primary key,
    call_id    varchar(64)              not null,
    act        varchar(20)              not null,
    -- What is to be said or noted; private.
    words      text                     not null,
    who        varchar(64)              not null,
    asked_at   timestamp with time zone not null,
    -- The process that serves the call and has taken the request, once.
    taken_by   varchar(64),
    taken_at   timestamp with time zone,
    result     varchar(20),
    settled_at timestamp with time zone,

    constraint taken_by_somebody check ((taken_by is null) = (taken_at is null)),
    constraint settled_with_a_result check ((result is null) = (settled_at is null))
);

-- Looking for what is open touches the few that are, however many have been.
create index operator_request_open on operator_request (result, taken_by, asked_at);
create index operator_request_call on operator_request (call_id);
