-- The spa's book: what it offers, who works there, when, and what is agreed. Runs on PostgreSQL and on H2 in PostgreSQL mode.
-- It takes the place of the tables of V1, whose appointments are carried over; a later migration drops those.

create table spa_service (
    id             varchar(40) primary key,
    name           varchar(80) not null,
    -- The order in which services are offered; the same below for people and rooms.
    place          integer     not null,
    minutes        integer     not null,
    buffer_minutes integer     not null,
    price_cents    bigint      not null,
    currency       varchar(3)  not null,

    constraint one_service_per_name unique (name),
    constraint service_on_the_grid check (minutes > 0 and mod(minutes, 15) = 0
        and buffer_minutes >= 0 and mod(buffer_minutes, 15) = 0),
    -- Whoever looks for appointments in a window looks that far back.
    constraint service_within_a_shift check (minutes + buffer_minutes <= 480),
    constraint price_is_not_negative check (price_cents >= 0)
);

create table spa_therapist (
    id    varchar(40) primary key,
    name  varchar(80) not null,
    place integer     not null,

    constraint one_therapist_per_name unique (name)
);

create table spa_skill (
    therapist varchar(40) not null references spa_therapist (id) on delete cascade,
    service   varchar(40) not null references spa_service (id) on delete cascade,

    primary key (therapist, service)
);

create table spa_room (
    id    varchar(40) primary key,
    name  varchar(80) not null,
    place integer     not null
);

create table spa_equipment (
    room    varchar(40) not null references spa_room (id) on delete cascade,
    service varchar(40) not null references spa_service (id) on delete cascade,

    primary key (room, service)
);

-- The regular hours of the house. Weekdays are counted from Monday, 1, to Sunday, 7.
create table spa_opening_hours (
    weekday integer not null,
    opens   time    not null,
    closes  time    not null,

    primary key (weekday, opens),
    constraint opening_weekday check (weekday between 1 and 7),
    constraint closes_after_it_opens check (closes > opens)
);

create table spa_working_hours (
    therapist varchar(40) not null references spa_therapist (id) on delete cascade,
    weekday   integer     not null,
    begins    time        not null,
    ends      time        not null,

    primary key (therapist, weekday, begins),
    constraint working_weekday check (weekday between 1 and 7),
    constraint work_ends_after_it_begins check (ends > begins)
);

create table spa_holiday (
    closed_on date primary key,
    name      varchar(80) not null
);

create table spa_guest (
    number   varchar(16)              primary key,
    name     varchar(80)              not null,
    noted_at timestamp with time zone not null
);

create table spa_preference (
    number   varchar(16)              not null references spa_guest (number) on delete cascade,
    line     varchar(200)             not null,
    noted_at timestamp with time zone not null,

    primary key (number, line)
);

create sequence spa_appointment_id;

-- Appointments, and the holds from which they come. Service, therapist and room are named and not referenced: what was
-- agreed stays on record when somebody leaves, and when the house is furnished anew from a file.
create table spa_appointment (
    id            bigint                   primary key,
    code          varchar(12)              not null,
    -- 0 while the code is in force, the id afterwards: there are few codes that one can say on the phone, so they are
    -- given again.
    retired       bigint                   default 0 not null,
    state         varchar(10)              not null,
    service       varchar(40)              not null,
    therapist     varchar(40)              not null,
    room          varchar(40)              not null,
    starts_at     timestamp with time zone not null,
    ends_at       timestamp with time zone not null,
    -- When therapist and room are free again, after the buffer.
    free_at       timestamp with time zone not null,
    zone          varchar(64)              not null,
    guest_number  varchar(256)             not null,
    guest_name    varchar(80)              not null,
    -- In which it was held; of an import, what was imported.
    call_id       varchar(64)              not null,
    -- The call that holds it, as long as it does.
    holding_call  varchar(64),
    held_until    timestamp with time zone,
    read_back_at  integer                  default 0 not null,
    -- The code of the appointment that this one takes the place of.
    replaces      varchar(12),
    booked_key    varchar(200),
    cancelled_key varchar(200),
    noted_at      timestamp with time zone not null,

    constraint one_appointment_per_spa_code unique (code, retired),
    constraint one_hold_per_call unique (holding_call),
    -- What changes the book changes it once, however often it is asked for.
    constraint one_booking_per_key unique (booked_key),
    constraint one_cancellation_per_key unique (cancelled_key),
    constraint known_appointment_state check (state in ('HELD', 'BOOKED', 'MOVED', 'CANCELLED')),
    constraint a_hold_has_an_end check ((state = 'HELD') = (holding_call is not null)
        and (state = 'HELD') = (held_until is not null)),
    constraint treatment_before_buffer check (ends_at > starts_at and free_at >= ends_at)
);

create index spa_appointments_by_time on spa_appointment (starts_at);
create index spa_appointments_by_guest on spa_appointment (guest_number, starts_at);
create index spa_holds_by_end on spa_appointment (held_until);
create index spa_codes_in_force on spa_appointment (retired, ends_at);

-- Which quarter-hour of which therapist and which room is taken: its primary key is what forbids double booking. Quarter-hours
-- are counted from 1970-01-01T00:00Z; a resource is 't:' or 'r:' and the id of the therapist or the room. The rows of a hold
-- come here before its own, so that two wishes for one slot meet at this key and nowhere else; that is why the appointment is
-- not referenced by a foreign key, which H2 checks at once.
create table spa_quarter (
    resource       varchar(42) not null,
    quarter_hour   bigint      not null,
    appointment_id bigint      not null,

    primary key (resource, quarter_hour)
);

create index spa_quarters_of_an_appointment on spa_quarter (appointment_id);

-- What was agreed before. In the old book everybody had a room to themselves, and the treatment no buffer.
insert into spa_appointment (id, code, retired, state, service, therapist, room, starts_at, ends_at, free_at, zone,
    guest_number, guest_name, call_id, booked_key, noted_at)
select nextval('spa_appointment_id'), code, 0, 'BOOKED', lower(replace(service, '_', '-')),
    case therapist_id when 1 then 'anna' when 2 then 'ben' when 3 then 'clara' else concat('therapist-', therapist_id) end,
    concat('room-', therapist_id),
    starts_at, ends_at, ends_at, zone, caller, guest_name, call_id, concat('v1:', id), booked_at
from appointment;

insert into spa_quarter (resource, quarter_hour, appointment_id)
select concat('t:', spa.therapist), old.quarter_hour, spa.id
from appointment_quarter old
join spa_appointment spa on spa.booked_key = concat('v1:', old.appointment_id);

insert into spa_quarter (resource, quarter_hour, appointment_id)
select concat('r:', spa.room), old.quarter_hour, spa.id
from appointment_quarter old
join spa_appointment spa on spa.booked_key = concat('v1:', old.appointment_id);
