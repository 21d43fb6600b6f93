-- Which intents of callers have taken effect, so that none does so twice. Runs on PostgreSQL and on H2 in PostgreSQL mode.

create table tool_effect (
    call_id     varchar(64)              not null,
    tool        varchar(64)              not null,
    -- Of the arguments in canonical form.
    fingerprint varchar(64)              not null,
    state       varchar(8)               not null,
    -- Which run of which process began it.
    run         varchar(64)              not null,
    -- The run is over, and nobody knows its effect.
    doubtful    boolean                  not null,
    started_at  timestamp with time zone not null,
    -- As the model wrote them, until the outcome is known.
    arguments   text,
    done_at     timestamp with time zone,
    -- What the model was told, and the names in it that tell something about a person.
    answer      text,
    personal    varchar(4000),

    primary key (call_id, tool, fingerprint),
    constraint known_effect check (state in ('STARTED', 'DONE')),
    constraint started_has_arguments check (state = 'DONE' or arguments is not null),
    constraint done_has_an_answer check (state = 'STARTED' or (answer is not null and personal is not null))
);

create index tool_effect_started_at on tool_effect (started_at);
