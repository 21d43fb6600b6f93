package dev.switchhook.domain.testkit;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.control.CallControl;
import dev.switchhook.domain.port.line.AfterStream;
import java.time.Duration;
import java.util.Optional;

class RehearsedCarrierTest extends CallControlContract {

    private record InMemory(RehearsedCarrier carrier) implements Bench {

        @Override
        public CallControl control() {
            return carrier;
        }

        @Override
        public CallId liveCall() {
            return carrier.newCall();
        }

        @Override
        public CallId endedCall() {
            CallId call = carrier.newCall();
            carrier.end(call);
            return call;
        }

        @Override
        public void carrierIs(Mood mood) {
            carrier.is(mood);
        }

        @Override
        public boolean isOver(CallId call) {
            return carrier.isOver(call);
        }

        @Override
        public Optional<AfterStream> instruction(CallId call) {
            return carrier.instruction(call);
        }

        @Override
        public Optional<Duration> limit(CallId call) {
            return carrier.limit(call);
        }

        @Override
        public int requests() {
            return carrier.requests();
        }

        @Override
        public void close() {
            // There is nothing to take down.
        }
    }

    @Override
    protected Bench bench() {
        return new InMemory(new RehearsedCarrier());
    }
}
