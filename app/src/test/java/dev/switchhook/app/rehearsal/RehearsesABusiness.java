package dev.switchhook.app.rehearsal;

import dev.switchhook.app.business.Installed;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A test whose calls do what a business is there for, such as booking. It is skipped in a program without one.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(RehearsesABusiness.Condition.class)
public @interface RehearsesABusiness {

    /// Whether this program was built with a business that tells a story.
    final class Condition implements ExecutionCondition {

        /// Whether there is one.
        public static boolean holds() {
            return !Installed.of(Storyteller.class).isEmpty();
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return holds()
                    ? ConditionEvaluationResult.enabled("there is a business")
                    : ConditionEvaluationResult.disabled("there is no business to rehearse");
        }
    }
}
