-- What is kept of calls that are over, for searching. Runs on PostgreSQL and on H2 in PostgreSQL mode.

-- Calls that are over and not yet filed: written in the transaction that makes a call over, so that none is missed.
create table ended_call (
    call_id varchar(64)              primary key,
    over_at timestamp with time zone not null,
    -- Whoever takes it on moves this ahead; when that process dies, another one takes it on then.
    due_at  timestamp with time zone not null,
    -- How often it was filed without its whole journal.
    looks   integer                  not null,
    -- Whether the record of the call is to be delivered.
    deliver boolean                  not null
);

create index ended_call_due on ended_call (due_at);

-- Calls of an earlier version are filed, and delivered to nobody.
insert into ended_call (call_id, over_at, due_at, looks, deliver)
select call_id, touched_at, touched_at, 0, false from call_record where state = 'OVER';

-- The key of the marks by which callers are found again without keeping their numbers a second time: one row, made by
-- the first process that needs it.
create table caller_key (
    id     integer     primary key,
    secret varchar(64) not null,

    constraint one_caller_key check (id = 1)
);

create table call_file (
    -- When the call began, in microseconds since 1970, or the next number that is free: one number orders and names it.
    file_no         bigint                   primary key,
    call_id         varchar(64)              not null,
    began_at        timestamp with time zone not null,
    ended_at        timestamp with time zone not null,
    duration_ms     bigint                   not null,
    -- The last two digits, or that there is no number; and the mark, if there is one.
    caller          varchar(16)              not null,
    caller_mark     varchar(32),
    called          varchar(256)             not null,
    assistant       varchar(100),
    provider        varchar(40),
    model           varchar(100),
    outcome         varchar(16)              not null,
    reason          varchar(40),
    blame           varchar(16),
    turns           integer                  not null,
    interruptions   integer                  not null,
    false_claims    integer                  not null,
    uncorrected     integer                  not null,
    answer_p50_ms   bigint,
    answer_max_ms   bigint,
    down_ms         bigint,
    farewell_heard  boolean,
    hangup_requests integer                  not null,
    -- Whether the journal had told the end of the call when it was filed.
    complete        boolean                  not null,

    constraint one_file_per_call unique (call_id)
);

-- One for each thing that is looked for, with the order in which it is shown.
create index call_file_caller on call_file (caller_mark, file_no);
create index call_file_assistant on call_file (assistant, file_no);
create index call_file_outcome on call_file (outcome, file_no);
create index call_file_reason on call_file (reason, file_no);
create index call_file_blame on call_file (blame, file_no);

create table call_file_tool (
    file_no   bigint       not null,
    tool      varchar(64)  not null,
    done      integer      not null,
    pending   integer      not null,
    refused   integer      not null,
    failed    integer      not null,
    timed_out integer      not null,

    primary key (file_no, tool)
);

create index call_file_tool_found on call_file_tool (tool, file_no);

-- Which words were said in a call, in small letters, each once.
create table call_file_word (
    file_no bigint      not null,
    word    varchar(32) not null,

    primary key (file_no, word)
);

create index call_file_word_found on call_file_word (word, file_no);
