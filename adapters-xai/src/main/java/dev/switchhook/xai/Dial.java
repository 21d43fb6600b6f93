package dev.switchhook.xai;

import java.util.function.Consumer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// Waits for the outcome of one dial, on the event loop. Success needs no word: the socket reports itself.
///
/// @param over runs once, whatever the outcome
/// @param failed gets the reason of a failure
record Dial(Runnable over, Consumer<Throwable> failed) implements Subscriber<XaiSocket> {

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(XaiSocket socket) {}

    @Override
    public void onError(Throwable failure) {
        over.run();
        failed.accept(failure);
    }

    @Override
    public void onComplete() {
        over.run();
    }
}
