package dev.switchhook.app.business;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// Finds what was built into the program under the name of a service.
public final class Installed {

    private Installed() {}

    /// Every provider that there is. A line of the service's file whose class does not exist is passed over, so that
    /// a package can be deleted without further ado; every other trouble with a provider is a defect.
    ///
    /// @throws ServiceConfigurationError when a provider exists and cannot be made
    public static <S> List<S> of(Class<S> service) {
        List<S> found = new ArrayList<>();
        Iterator<S> providers =
                ServiceLoader.load(service, service.getClassLoader()).iterator();
        while (providers.hasNext()) {
            try {
                found.add(providers.next());
            } catch (ServiceConfigurationError trouble) {
                if (!isMissing(trouble)) {
                    throw trouble;
                }
            }
        }
        return List.copyOf(found);
    }

    /// The loader tells a missing class by its words alone.
    private static boolean isMissing(ServiceConfigurationError trouble) {
        return trouble.getCause() == null
                && String.valueOf(trouble.getMessage()).endsWith(" not found");
    }
}
