package dev.switchhook.app.journal;

/// What has become of the entries of a journal since its start.
///
/// @param waiting entries that are in memory only, now
/// @param stored entries that the database took at once
/// @param overflowed entries that went into a file, because the database did not take them in time
/// @param replayed entries that were taken out of a file into the database, among them those of ended processes
/// @param lost entries that are nowhere: memory or file were full, or the database refused what they hold
/// @param skipped lines of a file that held no entry, such as a torn last one
public record JournalCounts(long waiting, long stored, long overflowed, long replayed, long lost, long skipped) {}
