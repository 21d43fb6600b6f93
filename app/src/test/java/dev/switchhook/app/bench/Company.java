package dev.switchhook.app.bench;

import dev.switchhook.domain.settings.Secret;
import dev.switchhook.twilio.rehearsal.CallPlan;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.twilio.rehearsal.RehearsalTwilio;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// A rehearsed Twilio of the bench, whose telephones call one bridge. Used by one thread.
final class Company implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final RehearsalTwilio twilio =
            new RehearsalTwilio(BenchBridge.ACCOUNT, new Secret(BenchBridge.TOKEN), URI.create(BenchBridge.ORIGIN));
    private final AtomicInteger numbers = new AtomicInteger();

    URI apiBaseUrl() {
        return twilio.apiBaseUrl();
    }

    void bridgeListensAt(InetSocketAddress address) {
        twilio.bridgeListensAt(address);
    }

    /// Places calls, one after the other.
    ///
    /// @param apart how long after each call the next one is placed
    List<CompletableFuture<PhoneReport>> call(int calls, Duration apart, IntFunction<List<CallerStep>> script)
            throws InterruptedException {
        List<CompletableFuture<PhoneReport>> ringing = new ArrayList<>();
        for (int call = 0; call < calls; call++) {
            ringing.add(twilio.phone("+1415%07d".formatted(numbers.getAndIncrement()), "+14155550100")
                    .call(CallPlan.of(script.apply(call)).within(PATIENCE, LONGEST)));
            pause(apart);
        }
        return ringing;
    }

    /// Collects the garbage of the peers, when nobody calls. Their recordings are large, and a pause in a scene would
    /// look like one of the program: it delays the marks that come back, and the reading of a `clear`.
    static void tidyUp() {
        System.gc();
    }

    /// What the telephones saw, once all calls are over.
    static List<PhoneReport> over(List<CompletableFuture<PhoneReport>> ringing) {
        return ringing.stream().map(CompletableFuture::join).toList();
    }

    static void pause(Duration length) throws InterruptedException {
        boolean _ = new CountDownLatch(1).await(length.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        twilio.close();
    }
}
