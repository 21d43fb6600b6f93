-- What only PostgreSQL can hold.

-- A taken quarter-hour belongs to an appointment once the transaction has ended.
alter table appointment_quarter
    add constraint quarters_belong_to_an_appointment
    foreign key (appointment_id) references appointment (id) on delete cascade
    deferrable initially deferred;

create index quarters_of_an_appointment on appointment_quarter (appointment_id);

-- A second lock on the same door: it holds even for rows that somebody adds by hand. Two transactions that meet here can
-- deadlock; ours meet at the primary key of the quarter-hours before.
alter table appointment
    add constraint appointments_do_not_overlap exclude using gist (
        int4range(therapist_id, therapist_id, '[]') with &&,
        tstzrange(starts_at, ends_at) with &&
    );
