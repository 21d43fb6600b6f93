package dev.switchhook.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The version of the program, as the build wrote it into a resource. The build is the only place that knows it.
public final class ProductVersion implements IVersionProvider {

    private static final String RESOURCE = "version.properties";

    /// The version alone, for example `1.2.0`.
    public static String text() {
        try (InputStream resource =
                Objects.requireNonNull(ProductVersion.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"switchhook " + text()};
    }
}
