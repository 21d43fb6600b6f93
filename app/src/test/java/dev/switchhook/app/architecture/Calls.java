package dev.switchhook.app.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;

/// Names method calls for the rules.
final class Calls {

    private Calls() {}

    static DescribedPredicate<JavaMethodCall> to(String owner, String method) {
        return DescribedPredicate.describe(
                "to " + owner + "." + method,
                call -> call.getTargetOwner().getFullName().equals(owner)
                        && call.getTarget().getName().equals(method));
    }

    static DescribedPredicate<JavaMethodCall> toAnyOwner(String method) {
        return DescribedPredicate.describe(
                "to any " + method, call -> call.getTarget().getName().equals(method));
    }
}
