package dev.switchhook.app;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/// A collector that takes OTLP over HTTP and reads as much of it as tests ask for.
final class OtlpCollector implements AutoCloseable {

    /// A span as it came over the wire.
    record Span(String trace, String id, String parent, String name, long start, long end, Map<String, String> words) {}

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    OtlpCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/traces", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            bodies.add(new String(body, StandardCharsets.ISO_8859_1));
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            read(
                    body,
                    (field, resource) -> read(resource, (inner, scope) -> {
                        if (inner == 2) {
                            read(scope, (kind, span) -> {
                                if (kind == 2) {
                                    spans.add(span(span));
                                }
                            });
                        }
                    }));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    URI origin() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    /// Everything that came, byte by byte.
    String everything() {
        return String.join("\n", bodies);
    }

    List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    private static Span span(byte[] bytes) {
        Map<Integer, byte[]> fields = new TreeMap<>();
        Map<String, String> words = new TreeMap<>();
        read(bytes, (field, value) -> {
            fields.put(field, value);
            if (field == 9) {
                Map<Integer, byte[]> pair = new TreeMap<>();
                read(value, pair::put);
                Map<Integer, byte[]> any = new TreeMap<>();
                read(pair.get(2), any::put);
                if (any.containsKey(1)) {
                    words.put(text(pair.get(1)), text(any.get(1)));
                }
            }
        });
        HexFormat hex = HexFormat.of();
        return new Span(
                hex.formatHex(fields.get(1)),
                hex.formatHex(fields.get(2)),
                hex.formatHex(fields.getOrDefault(4, new byte[0])),
                text(fields.get(5)),
                number(fields.get(7)),
                number(fields.get(8)),
                words);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static long number(byte[] fixed) {
        return ByteBuffer.wrap(fixed).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /// Reads the fields of a message in the wire format of protocol buffers.
    private static void read(byte[] message, BiConsumer<Integer, byte[]> field) {
        ByteBuffer buffer = ByteBuffer.wrap(message);
        while (buffer.hasRemaining()) {
            int tag = (int) varint(buffer);
            byte[] value = switch (tag & 7) {
                case 0 -> Long.toString(varint(buffer)).getBytes(StandardCharsets.US_ASCII);
                case 1 -> new byte[8];
                case 2 -> new byte[(int) varint(buffer)];
                case 5 -> new byte[4];
                default -> throw new IllegalArgumentException("wire type " + (tag & 7));
            };
            if ((tag & 7) != 0) {
                buffer.get(value);
            }
            field.accept(tag >>> 3, value);
        }
    }

    private static long varint(ByteBuffer buffer) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = buffer.get();
            value |= (long) (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
