-- H2 alone. There the numbers of a journal's entries come from one place for everybody who writes, so they stay in order when
-- many are set aside at once. One by one, each number would be a commit of its own, with a write to the file.
-- PostgreSQL sets numbers aside for each connection, and needs them one by one.
alter table journal_entry alter column kept set cache 1000;
