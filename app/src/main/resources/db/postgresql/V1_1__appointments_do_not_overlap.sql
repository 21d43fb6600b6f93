-- A second lock on the same door, which only PostgreSQL has: it holds even for rows that somebody adds by hand.

alter table appointment
    add constraint appointments_do_not_overlap exclude using gist (
        int4range(therapist_id, therapist_id, '[]') with &&,
        tstzrange(starts_at, ends_at) with &&
    );
