package dev.switchhook.app;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Somebody's browser at the console, as far as HTTP goes: keeps cookies, whatever they say of TLS, and sends forms
/// with
/// the word that the page has given.
public final class Browser implements AutoCloseable {

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"csrf\" (?:value|content)=\"([^\"]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI origin;
    private final Map<String, String> cookies = new HashMap<>();

    /// @param port of the program on this machine
    Browser(int port) {
        origin = URI.create("http://127.0.0.1:" + port);
    }

    /// Where the program is.
    public String origin() {
        return origin.toString();
    }

    /// The cookies that it has now.
    public Map<String, String> cookies() {
        return cookies;
    }

    /// A request that people make by following a link; to be changed before it is sent.
    public HttpRequest.Builder visit(String path) {
        return HttpRequest.newBuilder(origin.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");
    }

    /// A form that a page of this origin sends.
    public HttpRequest.Builder form(String path, Map<String, String> fields) {
        return visit(path)
                .header("Origin", origin())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(fields.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))));
    }

    /// Opens a page.
    public HttpResponse<String> get(String path) throws Exception {
        return send(visit(path));
    }

    /// Sends a request with its cookies, and keeps those that it gets.
    public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        response.headers().allValues("Set-Cookie").forEach(this::keep);
        return response;
    }

    private void keep(String cookie) {
        String[] pair = cookie.split(";", -1)[0].split("=", 2);
        if (cookie.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    /// The word that a page gives to its forms.
    public static String formToken(HttpResponse<String> page) {
        return find(page).orElseThrow(() -> new AssertionError("no form in " + page.body()));
    }

    private static Optional<String> find(HttpResponse<String> page) {
        Matcher token = FORM_TOKEN.matcher(page.body());
        return token.find() ? Optional.of(token.group(1)) : Optional.empty();
    }

    /// Opens the log-in page and sends its form.
    public HttpResponse<String> logIn(String name, String password) throws Exception {
        String token = formToken(get("/console/log-in"));
        return send(form("/console/log-in", Map.of("name", name, "password", password, "csrf", token)));
    }

    @Override
    public void close() {
        client.close();
    }
}
