package dev.switchhook.app.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import org.junit.jupiter.api.Test;

/// What code may not do: rules 1, 4, 5, 8 and 9 of ARCHITECTURE.md.
class PurityTest {

    @Test
    void rule_1_the_domain_calls_no_clock_no_randomness_and_no_thread() {
        noClasses()
                .that()
                .resideInAPackage("dev.switchhook.domain..")
                .should()
                .callMethodWhere(readsAClock()
                        .or(Calls.to("java.lang.Math", "random"))
                        .or(Calls.to("java.util.UUID", "randomUUID")))
                .orShould()
                .dependOnClassesThat(
                        resideInAnyPackage("java.util.concurrent..", "java.util.logging..", "java.util.random.."))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.time.InstantSource.class)
                .check(OurClasses.main());
    }

    private static DescribedPredicate<JavaMethodCall> readsAClock() {
        return Calls.to("java.time.Instant", "now")
                .or(Calls.to("java.lang.System", "nanoTime"))
                .or(Calls.to("java.lang.System", "currentTimeMillis"))
                .or(Calls.to("java.time.LocalDate", "now"))
                .or(Calls.to("java.time.ZonedDateTime", "now"));
    }

    @Test
    void rule_4_nothing_on_an_event_loop_waits() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.switchhook.twilio",
                        "dev.switchhook.twilio.media",
                        "dev.switchhook.openai",
                        "dev.switchhook.xai",
                        "dev.switchhook.app.runtime")
                .should()
                .callMethodWhere(Calls.to("java.lang.Thread", "sleep")
                        .or(Calls.to("java.util.concurrent.CompletableFuture", "join"))
                        .or(Calls.to("java.util.concurrent.CompletableFuture", "get"))
                        .or(Calls.to("java.util.concurrent.Future", "get"))
                        .or(Calls.to("java.util.concurrent.CountDownLatch", "await"))
                        .or(Calls.to("reactor.core.publisher.Mono", "block"))
                        .or(Calls.toAnyOwner("sendSync")))
                .check(OurClasses.main());
    }

    @Test
    void rule_5_no_queue_without_a_bound_is_used() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..rehearsal..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(java.util.concurrent.ConcurrentLinkedQueue.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.concurrent.ConcurrentLinkedDeque.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.concurrent.LinkedTransferQueue.class)
                .check(OurClasses.main());
    }

    @Test
    void rule_8_names_say_what_a_thing_is() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameStartingWith("Base")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .check(OurClasses.main());
    }

    @Test
    void rule_9_nothing_sleeps() {
        noClasses()
                .should()
                .callMethodWhere(
                        Calls.to("java.lang.Thread", "sleep").or(Calls.to("java.util.concurrent.TimeUnit", "sleep")))
                .check(OurClasses.main());
    }
}
