package dev.switchhook.app.spa.tools;

import dev.switchhook.app.business.AfterCall;
import dev.switchhook.app.spa.book.AppointmentBook.BookUnavailable;
import dev.switchhook.domain.caller.CallId;
import jakarta.inject.Singleton;

/// Gives up what a caller has held and not booked, once the call is over. When the book is out of reach then, the
/// hold lapses by itself after [Agreement#HELD_FOR].
@Singleton
final class HoldKeeper implements AfterCall {

    private final FrontDesk desk;

    HoldKeeper(FrontDesk desk) {
        this.desk = desk;
    }

    @Override
    public void over(CallId call) {
        try {
            desk.book().release(call);
        } catch (BookUnavailable _) {
            // It lapses.
        }
    }
}
