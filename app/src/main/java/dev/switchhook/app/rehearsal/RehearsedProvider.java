package dev.switchhook.app.rehearsal;

import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.openai.rehearsal.OpenAiRehearsal;
import dev.switchhook.openai.rehearsal.RehearsalOptions;
import dev.switchhook.xai.rehearsal.XaiRehearsal;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/// A rehearsed speech provider, whichever wire it speaks.
public interface RehearsedProvider extends AutoCloseable {

    /// Where it listens.
    URI baseUrl();

    /// A key that it accepts.
    Secret apiKey();

    /// What it saw of each session, in the order of opening.
    List<SessionReport> reports();

    @Override
    void close();

    /// How to start one that speaks the wire of this provider.
    ///
    /// @param provider `openai` or `xai`
    static Function<Supplier<Role>, RehearsedProvider> speaking(String provider) {
        return switch (provider) {
            case "openai" -> RehearsedProvider::openai;
            case "xai" -> RehearsedProvider::xai;
            default -> throw new IllegalArgumentException("nobody rehearses " + provider);
        };
    }

    /// One whose sessions are played by the spa's receptionist: it answers real callers by a script, for as long as
    /// the program runs. It keeps the reports of a few sessions only.
    ///
    /// @param today is asked for every session; appointments are made for later days
    static RehearsedProvider receptionists(Supplier<LocalDate> today) {
        AtomicInteger sessions = new AtomicInteger();
        // So many spread their wishes over the days that can be booked; the next one begins anew.
        int receptionists = 100;
        Supplier<Role> roles = () -> new Receptionist(
                Math.floorMod(sessions.getAndIncrement(), receptionists),
                today.get().plusDays(1));
        return openai(new OpenAiRehearsal(roles, RehearsalOptions.standard(), 4));
    }

    /// One that speaks OpenAI's wire.
    static RehearsedProvider openai(Supplier<Role> roles) {
        return openai(new OpenAiRehearsal(roles, RehearsalOptions.standard()));
    }

    private static RehearsedProvider openai(OpenAiRehearsal server) {
        return new RehearsedProvider() {
            @Override
            public URI baseUrl() {
                return server.baseUrl();
            }

            @Override
            public Secret apiKey() {
                return server.key();
            }

            @Override
            public List<SessionReport> reports() {
                return server.reports();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    /// One that speaks xAI's wire.
    static RehearsedProvider xai(Supplier<Role> roles) {
        XaiRehearsal server = XaiRehearsal.open(roles);
        return new RehearsedProvider() {
            @Override
            public URI baseUrl() {
                return server.baseUrl();
            }

            @Override
            public Secret apiKey() {
                return server.apiKey();
            }

            @Override
            public List<SessionReport> reports() {
                return server.reports();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }
}
