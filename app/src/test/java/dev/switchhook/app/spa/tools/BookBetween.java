package dev.switchhook.app.spa.tools;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.Hold;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Occupancy;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.domain.caller.CallId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A book that passes everything on; tests put in the way what they want to see.
class BookBetween implements AppointmentBook {

    private final AppointmentBook book;

    BookBetween(AppointmentBook book) {
        this.book = book;
    }

    @Override
    public House house() {
        return book.house();
    }

    @Override
    public Occupancy occupied(Slot window, Instant now) {
        return book.occupied(window, now);
    }

    @Override
    public HoldOutcome hold(Hold wish, Instant now) {
        return book.hold(wish, now);
    }

    @Override
    public Optional<Hold> heldBy(CallId call, Instant now) {
        return book.heldBy(call, now);
    }

    @Override
    public CommitOutcome commit(CallId call, Optional<String> agreed, String key, Instant now) {
        return book.commit(call, agreed, key, now);
    }

    @Override
    public Optional<Appointment> bookedUnder(String key) {
        return book.bookedUnder(key);
    }

    @Override
    public CancelOutcome cancel(String code, String key, Instant now) {
        return book.cancel(code, key, now);
    }

    @Override
    public Optional<Appointment> cancelledUnder(String key) {
        return book.cancelledUnder(key);
    }

    @Override
    public void release(CallId call) {
        book.release(call);
    }

    @Override
    public int releaseLapsed(Instant now) {
        return book.releaseLapsed(now);
    }

    @Override
    public Optional<Appointment> withCode(String code) {
        return book.withCode(code);
    }

    @Override
    public List<Appointment> of(String number, Instant now) {
        return book.of(number, now);
    }

    @Override
    public List<Appointment> on(LocalDate day) {
        return book.on(day);
    }
}
