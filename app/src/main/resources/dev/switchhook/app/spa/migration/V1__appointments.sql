-- The appointments of the spa. Runs on PostgreSQL and on H2 in PostgreSQL mode.

create sequence appointment_id;

create table appointment (
    id           bigint                   primary key,
    code         varchar(12)              not null,
    call_id      varchar(64)              not null,
    tool_call_id varchar(200)             not null,
    caller       varchar(256)             not null,
    guest_name   varchar(80)              not null,
    service      varchar(40)              not null,
    therapist_id integer                  not null,
    starts_at    timestamp with time zone not null,
    ends_at      timestamp with time zone not null,
    zone         varchar(64)              not null,
    booked_at    timestamp with time zone not null,

    -- What the caller is told to remember.
    constraint one_appointment_per_code unique (code),
    -- The same tool call, sent twice, books once.
    constraint one_appointment_per_tool_call unique (call_id, tool_call_id),
    -- The same wish, issued again within a call under another id, books once.
    constraint one_appointment_per_wish unique (call_id, service, starts_at, guest_name),
    constraint ends_after_start check (ends_at > starts_at)
);

-- Which quarter-hour of which therapist is taken: its primary key is what forbids double booking.
-- Quarter-hours are counted from 1970-01-01T00:00Z. The rows of a booking come here first, so that two wishes for one slot
-- meet at this key and nowhere else; that is why the appointment is not referenced by a foreign key, which H2 checks at once.
create table appointment_quarter (
    therapist_id   integer not null,
    quarter_hour   bigint  not null,
    appointment_id bigint  not null,

    primary key (therapist_id, quarter_hour)
);
