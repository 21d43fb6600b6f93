package dev.switchhook.twilio;

import dev.switchhook.twilio.TwilioMetrics.Event;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/// Takes the body out of every refusal on Twilio's paths: the framework's own error answers may carry the text of an
/// exception. Outside of every other filter, because those may fail, too.
@Order(Ordered.HIGHEST_PRECEDENCE)
@ServerFilter("/twilio/**")
final class QuietRefusals {

    private final TwilioMetrics metrics;

    QuietRefusals(TwilioMetrics metrics) {
        this.metrics = metrics;
    }

    @ResponseFilter
    void quieten(MutableHttpResponse<?> response) {
        if (response.code() >= 400) {
            response.body(null);
        }
        if (response.code() >= 500) {
            metrics.count(Event.OUR_FAULT);
        }
    }
}
