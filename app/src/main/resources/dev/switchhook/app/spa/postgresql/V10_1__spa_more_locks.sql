-- What only PostgreSQL can hold.

-- A taken quarter-hour belongs to an appointment once the transaction has ended.
alter table spa_quarter
    add constraint spa_quarters_belong_to_an_appointment
    foreign key (appointment_id) references spa_appointment (id)
    deferrable initially deferred;

-- A second lock on the same door: it holds even for rows that somebody adds by hand. It looks at what is booked only, because
-- a hold that moves an appointment by half an hour overlaps it until it is booked, and one that has lapsed is in nobody's way.
-- A range of names that has one name in it needs no extension of the server, unlike equality.
create type spa_name_range as range (subtype = text, collation = "C");

alter table spa_appointment
    add constraint spa_therapists_treat_one_guest_at_a_time exclude using gist (
        spa_name_range(therapist::text collate "C", therapist::text collate "C", '[]') with &&,
        tstzrange(starts_at, free_at) with &&
    ) where (state = 'BOOKED'),
    add constraint spa_rooms_hold_one_guest_at_a_time exclude using gist (
        spa_name_range(room::text collate "C", room::text collate "C", '[]') with &&,
        tstzrange(starts_at, free_at) with &&
    ) where (state = 'BOOKED');
