package dev.switchhook.app;

import dev.switchhook.app.config.ManagementSettings;
import dev.switchhook.app.config.RefusedStart;
import dev.switchhook.app.management.DatabaseWatch;
import dev.switchhook.app.management.ManagementServer;
import dev.switchhook.app.management.Page;
import dev.switchhook.app.management.Readiness;
import dev.switchhook.app.metrics.Meters;
import dev.switchhook.app.runtime.Switchboard;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.domain.settings.SettingsReader;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the private port of a bridge tells.
final class Management {

    private static final Logger LOG = LoggerFactory.getLogger(Management.class);

    private Management() {}

    /// Starts to answer.
    ///
    /// @throws RefusedStart when the address or the port cannot be had
    static ManagementServer open(
            ManagementSettings settings, NodeId node, Switchboard switchboard, DataSource database, Meters meters) {
        DatabaseWatch watch = new DatabaseWatch(
                database,
                InstantSource.system(),
                task -> Thread.ofVirtual().name("database-watch").start(task));
        List<Page> pages = List.of(
                Page.node(node.value()),
                Page.liveness(),
                Page.readiness(() -> new Readiness(switchboard.draining(), switchboard.calls(), watch.state())),
                Page.prometheus(meters::scrape));
        try {
            ManagementServer server = ManagementServer.start(settings.host(), settings.port(), pages);
            LOG.info("event=management-listening host={} port={} node={}", settings.host(), server.port(), node);
            return server;
        } catch (UncheckedIOException refused) {
            throw new RefusedStart(List.of(mistake(settings, refused)));
        }
    }

    private static String mistake(ManagementSettings settings, UncheckedIOException refused) {
        return refused.getCause() instanceof BindException
                ? SettingsReader.environmentName("switchhook.management.port") + ": " + settings.port() + " on "
                        + settings.host() + " is in use or not ours to take; allowed: a free port, or 0 for any"
                : SettingsReader.environmentName("switchhook.management.host") + ": '" + settings.host()
                        + "' cannot be listened on; allowed: an address of this machine, or 0.0.0.0 for all of them";
    }
}
