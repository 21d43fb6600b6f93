package dev.switchhook.app.config;

import io.micronaut.context.env.EnvironmentPropertySource;
import io.micronaut.context.env.MapPropertySource;
import java.util.Map;

/// A property source of the framework with a stated place among the others: the higher the order, the stronger.
///
/// The framework's own places are -300 for the `application.yml` in the jar, -200 for the environment and -100 for
/// system properties.
final class LayeredSource extends MapPropertySource {

    /// As weak as the jar's `application.yml`, with which it has no key in common.
    private static final int DEFAULTS = -300;

    private static final int FILE = EnvironmentPropertySource.POSITION - 50;

    private final int order;
    private final PropertyConvention convention;

    private LayeredSource(String name, Map<String, ?> values, int order, PropertyConvention convention) {
        super(name, values);
        this.order = order;
        this.convention = convention;
    }

    /// What the businesses document, beside the `application.yml` in the jar.
    static LayeredSource defaults(Map<String, ?> values) {
        return new LayeredSource("business-defaults", values, DEFAULTS, PropertyConvention.JAVA_PROPERTIES);
    }

    /// The user's file: stronger than the jar's defaults, weaker than the environment.
    static LayeredSource file(Map<String, ?> values) {
        return new LayeredSource("config-file", values, FILE, PropertyConvention.JAVA_PROPERTIES);
    }

    /// The environment, handed in, so that what the program sees is what its caller says.
    static LayeredSource environment(Map<String, String> variables) {
        return new LayeredSource(
                EnvironmentPropertySource.NAME,
                variables,
                EnvironmentPropertySource.POSITION,
                PropertyConvention.ENVIRONMENT_VARIABLE);
    }

    /// What the program itself decides, stronger than everything else.
    static LayeredSource overrides(Map<String, String> values) {
        return new LayeredSource("overrides", values, 0, PropertyConvention.JAVA_PROPERTIES);
    }

    @Override
    public int getOrder() {
        return order;
    }

    @Override
    public PropertyConvention getConvention() {
        return convention;
    }
}
