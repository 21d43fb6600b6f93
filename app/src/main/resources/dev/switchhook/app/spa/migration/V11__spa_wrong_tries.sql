-- In which ways calls have tried in vain to name an appointment: three, and then it is refused, whichever process serves the
-- call. What was tried is kept as a fingerprint only, because it may hold a name.
create table spa_wrong_try (
    call_id     varchar(64)              not null,
    fingerprint varchar(64)              not null,
    tried_at    timestamp with time zone not null,

    primary key (call_id, fingerprint)
);

create index spa_wrong_tries_by_age on spa_wrong_try (tried_at);
