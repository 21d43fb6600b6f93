package dev.switchhook.app.console.access;

import io.micronaut.context.annotation.Requires;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks beans that exist only when the console is switched on. Those of the console's own packages need no mark; pages
/// of a business do, or the container would ask for what they are made of and find nothing.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Requires(property = ConsoleSettings.ON, value = "true")
public @interface WithConsole {}
