package dev.switchhook.app.tools.http;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;

/// Makes the one client with which all tools behind HTTP are asked. It is made when the first of them is read, and
/// closed with the program.
@Factory
final class HttpToolClient {

    @Singleton
    @Bean(preDestroy = "shutdownNow")
    HttpClient client() {
        return HttpTools.client();
    }
}
