package dev.switchhook.app.removal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// Runs tests in a process of its own: those of the classes and packages that are named, and the methods that are
/// named as `class#method`.
final class RemainingTests {

    private RemainingTests() {}

    /// Ends with 0 when tests have run and none has failed.
    public static void main(String[] names) {
        List<DiscoverySelector> selectors = new ArrayList<>();
        for (String name : names) {
            selectors.add(selector(name));
        }
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request().selectors(selectors).build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
        listener.getSummary().printTo(out);
        listener.getSummary().printFailuresTo(out, 20);
        boolean well = listener.getSummary().getTestsSucceededCount() > 0
                && listener.getSummary().getTotalFailureCount() == 0;
        System.exit(well ? 0 : 1);
    }

    private static DiscoverySelector selector(String name) {
        if (name.contains("#")) {
            return DiscoverySelectors.selectMethod(name);
        }
        return Character.isUpperCase(name.charAt(name.lastIndexOf('.') + 1))
                ? DiscoverySelectors.selectClass(name)
                : DiscoverySelectors.selectPackage(name);
    }
}
