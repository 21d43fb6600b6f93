package dev.switchhook.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who may know whom: rules 1, 2, 3 and 6 of ARCHITECTURE.md.
class LayersTest {

    private static final String DOMAIN = "dev.switchhook.domain..";
    private static final String TWILIO = "dev.switchhook.twilio..";
    private static final String OPENAI = "dev.switchhook.openai..";
    private static final String XAI = "dev.switchhook.xai..";
    private static final String APP = "dev.switchhook.app..";

    @Test
    void rule_1_the_domain_depends_on_nothing_but_the_jdk_base() {
        classes()
                .that()
                .resideInAPackage(DOMAIN)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(DOMAIN, "java.lang..", "java.util..", "java.time..", "java.net", "java.io")
                                .or(resideInAPackage("org.jspecify.annotations")))
                .check(OurClasses.main());
    }

    @Test
    void rule_2_adapters_depend_on_the_domain_and_never_on_each_other_or_the_application() {
        noClasses()
                .that()
                .resideInAPackage(TWILIO)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(OPENAI, XAI, APP)
                .check(OurClasses.main());
        noClasses()
                .that()
                .resideInAPackage(OPENAI)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TWILIO, XAI, APP)
                .check(OurClasses.main());
        noClasses()
                .that()
                .resideInAPackage(XAI)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TWILIO, OPENAI, APP)
                .check(OurClasses.main());
    }

    @Test
    void rule_2_the_runtime_knows_the_domain_and_the_jdk_only() {
        classes()
                .that()
                .resideInAPackage("dev.switchhook.app.runtime..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.switchhook.app.runtime..", DOMAIN, "java..", "org.jspecify.annotations"))
                .check(OurClasses.main());
    }

    @Test
    void rule_2_in_the_application_only_wiring_configuration_and_rehearsal_know_an_adapter() {
        noClasses()
                .that()
                .resideInAPackage(APP)
                .and(not(resideInAnyPackage(
                        "dev.switchhook.app", "dev.switchhook.app.config", "dev.switchhook.app.rehearsal")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TWILIO, OPENAI, XAI)
                .check(OurClasses.main());
    }

    @Test
    void rule_3_what_leaves_an_adapter_is_settings_a_port_and_its_counts_and_never_a_type_of_the_wire() {
        List<String> leaving = OurClasses.main().stream()
                .filter(type -> resideInAnyPackage(TWILIO, OPENAI, XAI).test(type))
                .filter(type -> !resideInAPackage("..rehearsal..").test(type))
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName)
                .toList();

        assertThat(leaving)
                .containsExactlyInAnyOrder(
                        "TwilioSettings",
                        "TwilioCallControl",
                        "TwilioMetrics",
                        "TwilioAccount",
                        "SelfCall",
                        "CarrierOfEach",
                        "BrowserDoor",
                        "BrowserLines",
                        "BrowserCarrier",
                        "BrowserCallId",
                        // Shared by the packages of the Twilio adapter.
                        "CallStatusWords",
                        "PublicAddress",
                        "RateLimit",
                        "Twiml",
                        "TwilioSignature",
                        "OpenAiSettings",
                        "OpenAiSpeechModel",
                        "OpenAiSpeechModels",
                        "OpenAiOddity",
                        "XaiSettings",
                        "XaiSpeechModel",
                        "XaiSockets",
                        "XaiCounts");
    }

    @Test
    void rule_3_there_are_no_package_cycles() {
        slices().matching("dev.switchhook.(**)").should().beFreeOfCycles().check(OurClasses.main());
    }

    @Test
    void rehearsal_is_known_to_rehearsal_and_to_the_wiring_that_starts_it_only() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..rehearsal..", "dev.switchhook.app")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..rehearsal..")
                .check(OurClasses.main());
    }

    @Test
    void rule_6_only_the_call_runner_gives_a_call_its_events() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.switchhook.app.runtime.CallRunner")
                .and()
                .resideOutsideOfPackage("dev.switchhook.domain.call")
                .should()
                .callMethodWhere(Calls.to("dev.switchhook.domain.call.Call", "on"))
                .check(OurClasses.main());
    }

    @Test
    void rule_6_only_the_effect_dispatcher_and_its_controls_use_the_ports_and_what_stands_before_a_model_passes_on() {
        noClasses()
                .that()
                .resideInAPackage(APP)
                .and()
                .doNotHaveFullyQualifiedName("dev.switchhook.app.runtime.Controls")
                .should()
                .callMethodWhere(Calls.to("dev.switchhook.domain.port.control.CallControl", "hangUp")
                        .or(Calls.to("dev.switchhook.domain.port.control.CallControl", "lookUp"))
                        .or(Calls.to("dev.switchhook.domain.port.control.CallControl", "redirect"))
                        .or(Calls.to("dev.switchhook.domain.port.control.CallControl", "limit")))
                .check(OurClasses.main());
        noClasses()
                .that()
                .resideInAPackage(APP)
                .and()
                .haveNameNotMatching("dev\\.switchhook\\.app\\.runtime\\.EffectDispatcher(\\$.*)?")
                .and()
                .resideOutsideOfPackage("dev.switchhook.app.speech")
                .and()
                // It stands before the tools as those do before a model.
                .doNotHaveFullyQualifiedName("dev.switchhook.app.assistants.OfferedTools")
                .and()
                // It examines a provider, apart from every call.
                .doNotHaveFullyQualifiedName("dev.switchhook.app.doctor.SpeechExamination")
                .should()
                .callMethodWhere(Calls.to("dev.switchhook.domain.port.line.PhoneLine", "send")
                        .or(Calls.to("dev.switchhook.domain.port.line.PhoneLine", "close"))
                        .or(Calls.to("dev.switchhook.domain.port.speech.SpeechModel", "open"))
                        .or(Calls.to("dev.switchhook.domain.port.speech.SpeechSession", "send"))
                        .or(Calls.to("dev.switchhook.domain.port.speech.SpeechSession", "close"))
                        .or(Calls.to("dev.switchhook.domain.port.tool.ToolRunner", "run")))
                .check(OurClasses.main());
    }
}
