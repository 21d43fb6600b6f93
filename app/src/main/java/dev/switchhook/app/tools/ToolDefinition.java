package dev.switchhook.app.tools;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What the model and the call must know about a [VoiceTool], declared on its class or on a class that it extends.
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ToolDefinition {

    /// What the model calls it: 1 to 64 of `a-z`, `0-9` and `_`; `hang_up` is taken.
    String name();

    /// When to use it, in words for the model.
    String description();

    /// Whether running it changes something.
    Effect effect();

    /// After this time the call goes on without the tool, and its outcome counts as unknown. In seconds, 1 to 120.
    int deadlineSeconds() default 8;

    /// What the agent says when the tool takes longer than 2 s; empty for a few words of its own.
    String filler() default "";

    /// Whether it has to know what the caller has said ([ToolContext#said]). It starts once the words of the caller's
    /// last turn are written down, at most 2 s after the model has asked for it.
    boolean listens() default false;

    /// What the agent may claim once it is done, such as `booked`: the kinds of claims in the phrase packs. A tool that
    /// [Effect#CHANGES] something proves the deed ("I've booked you"), and how things stand after it ("you are
    /// booked"); one that [Effect#READS] proves only how things stand.
    String[] proves() default {};

    /// How much must be known about the caller for the tool to be offered at all.
    Trust trust() default Trust.ANYONE;

    /// Whether a tool changes something.
    enum Effect {
        /// It only looks. It may run as often as it is called.
        READS,
        /// It changes something. The same intent, asked for again in the same call, is answered with the first
        /// successful reply and does not run again.
        CHANGES
    }
}
