-- Whether a carrier has vouched for the caller's number: whoever takes a call over trusts its caller as much as the first
-- process did. A call of an earlier version was vouched for by nobody, as far as we know.
alter table call_record add column attestation varchar(16) default 'ABSENT' not null;
