package dev.switchhook.twilio;

import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/// Takes the body out of every refusal on Twilio's paths: the framework's own error answers may carry the text of an
/// exception.
@ServerFilter("/twilio/**")
final class QuietRefusals {

    @ResponseFilter
    void quieten(MutableHttpResponse<?> response) {
        if (response.code() >= 400) {
            response.body(null);
        }
    }
}
