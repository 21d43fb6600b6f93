-- Which sound of which call is kept, and where. Runs on PostgreSQL and on H2 in PostgreSQL mode.

create table recording (
    call_id    varchar(64)              not null,
    -- A call that changes hands has a part for each process that has recorded it.
    part       integer                  not null,
    node       varchar(64)              not null,
    -- The directory, by the name that stands in it: processes may share one or have one each.
    place      varchar(64)              not null,
    -- Below that directory.
    path       varchar(100)             not null,
    began_at   timestamp with time zone not null,
    -- Whether the caller was told; what was not kept when its process ended is deleted.
    kept       boolean                  not null,
    -- Not known while it is being recorded.
    bytes      bigint,
    ms         bigint,
    sha256     varchar(64),
    -- Somebody wants it deleted by whoever has its directory.
    doomed     boolean default false    not null,
    deleted_at timestamp with time zone,

    primary key (call_id, part)
);

create index recording_by_place on recording (place, began_at);
