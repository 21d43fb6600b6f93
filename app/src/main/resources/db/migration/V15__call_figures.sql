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

-- How many calls began in an hour, and how they came out, so that nobody has to count the files of a week.
create table call_hour (
    began_hour bigint      not null,
    outcome    varchar(16) not null,
    -- Empty when it is not known.
    blame      varchar(16) not null,
    calls      bigint      not null,

    primary key (began_hour, outcome, blame)
);

insert into call_hour (began_hour, outcome, blame, calls)
select began_hour, outcome, blame, count(*)
from (select file_no / 3600000000 as began_hour, outcome, coalesce(blame, '') as blame from call_file) filed
group by began_hour, outcome, blame;
