package dev.switchhook.app.browser;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests the one [Desk] that all of them share: to start a program and a browser for each would take too long.
public final class AtTheDesk implements ParameterResolver {

    /// Made by JUnit.
    public AtTheDesk() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Desk.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(AtTheDesk.class))
                .computeIfAbsent(Desk.class, _ -> new Desk(), Desk.class);
    }
}
