package dev.switchhook.app.tooltest;

import dev.switchhook.app.tools.VoiceTool;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test of voice tools. Its test methods may ask for a [ToolCaller], which calls a tool as the model does, and for
/// a [ScriptedCall], which has a whole call go by a script.
///
/// The tools are those that are named here, made by the container as the running program makes them, and those in
/// the fields of the test, made by the test. Every test method gets new tools and remembers nothing of another one.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(VoiceToolExtension.class)
public @interface VoiceToolTest {

    /// Tools that the container makes: `@Singleton` classes. They may have injected what a tool of the running
    /// program may: other beans of the team, the `java.time.InstantSource`, and a `javax.sql.DataSource`, which is
    /// an empty H2 database in memory with the program's schema here.
    Class<? extends VoiceTool<?>>[] value() default {};
}
