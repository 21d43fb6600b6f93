-- How long things took in calls, counted by the hour in which the call began: enough for percentiles of any time, and
-- nothing of a single call or caller. Runs on PostgreSQL and on H2 in PostgreSQL mode.

create table call_figure (
    -- Hours since 1970, UTC.
    began_hour bigint      not null,
    figure     varchar(16) not null,
    -- A span of b counts 1.1^b ms and longer, up to a tenth more.
    bucket     integer     not null,
    samples    bigint      not null,

    primary key (began_hour, figure, bucket)
);
