-- Whoever follows what happens in all live calls asks for what was kept last. Numbers only grow, so that the index does
-- at its end. Runs on PostgreSQL and on H2 in PostgreSQL mode.

create index journal_entry_kept on journal_entry (kept);
