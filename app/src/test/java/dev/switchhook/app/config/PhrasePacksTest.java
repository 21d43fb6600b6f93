package dev.switchhook.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.hangup.CallFacts;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.hangup.HangupPolicies;
import dev.switchhook.domain.hangup.Verdict;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What counts as a goodbye in the languages that come with the program.
class PhrasePacksTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Map<String, String> BYE =
            Map.of("en", "Bye.", "de", "Tschüss.", "es", "Adiós.", "fr", "Au revoir.");
    private static final Map<String, String> COMMITMENT = Map.of(
            "en", "I'll hang up now.",
            "de", "Ich lege jetzt auf.",
            "es", "Voy a colgar.",
            "fr", "Je vais raccrocher.");

    private static boolean hangsUp(String language, List<String> caller, String agent) {
        List<Turn> turns = new ArrayList<>(caller.stream().map(Turn.Caller::new).toList());
        turns.add(new Turn.Agent(new ItemId("item-1"), agent));
        CallFacts facts =
                new CallFacts(NOW.plusSeconds(10), NOW, Optional.of(NOW), 0, false, turns, false, Optional.empty());
        return HangupPolicies.whenBothSaidGoodbye(List.of(PhrasePacks.of(language)), Duration.ofSeconds(10))
                .judge(facts)
                .equals(new Verdict.HangUpNow(EndReason.BOTH_SAID_GOODBYE));
    }

    private static boolean agentEnds(String language, String text) {
        return hangsUp(language, List.of(BYE.getOrDefault(language, "")), text);
    }

    private static boolean callerEnds(String language, String text) {
        return hangsUp(language, List.of(text), COMMITMENT.getOrDefault(language, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I'll hang up",
                "I will hang up",
                "I'll hang up now.",
                "I will hang up shortly.",
                "Okay, I’ll hang up right now.",
                "I'll end the call",
                "I'll end call.",
                "I will end the call now.",
                "I'll end the call shortly.",
                "I'll call the hangup tool.",
                "I will call the hangup tool to end the call.",
                "I'll call the hangup tool now.",
                "I'll call the hangup tool right now.",
                "Calling hangup tool now.",
                "Ending the call now.",
                "Ending call now.",
                "THANKS!  I'LL\n HANG   UP NOW.",
                "I'll use the hangup tool now."
            })
    void o13_the_announcements_that_were_seen_first_count(String agent) {
        assertThat(agentEnds("en", agent)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Would you like me to end the call now? I'll hang up.",
                "Would you like more time. I'll hang up now.",
                "If you'd like, I'll hang up now.",
                "If you would like, I'll hang up now.",
                "If you want, I'll hang up now.",
                "I can hang up, or I'll end the call later.",
                "I could hang up. Ending the call now.",
                "Should I hang up, or I'll end the call.",
                "Shall I hang up. I'll hang up.",
                "I'll hang up now?",
                "I'll end the call now, is that alright?",
                "The shop hangs up at eight.",
                "I'll call you back.",
                "Thank you for calling."
            })
    void o13_offers_questions_and_other_words_do_not(String agent) {
        assertThat(agentEnds("en", agent)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bye",
                "Okay, goodbye!",
                "You can hang up.",
                "Please end the call.",
                "End call.",
                "Ending the call.",
                "ending call",
                "Disconnect please"
            })
    void o13_the_callers_words_that_were_seen_first_count(String caller) {
        assertThat(callerEnds("en", caller)).isTrue();
    }

    @Test
    void o13_a_goodbye_is_remembered_for_three_turns_of_the_caller() {
        assertThat(hangsUp("en", List.of("Bye.", "Yes.", "Thanks."), "I'll hang up now."))
                .isTrue();
        assertThat(hangsUp("en", List.of("Bye.", "Yes.", "Thanks.", "Hello?"), "I'll hang up now."))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        en | Thank you for calling. Goodbye, Anna!
        en | You're all set for Friday. Have a wonderful day!
        en | I'm going to disconnect. Take care.
        en | It was nice talking to you; bye-bye.
        en | If you need anything, call us again. Good-bye!
        en | We look forward to it. See you on Friday.
        en | Alright, I'll let you go.
        de | Ich lege jetzt auf.
        de | Gut, dann lege ich jetzt auf.
        de | Ich beende das Gespräch.
        de | Vielen Dank, ich beende nun unser Telefonat.
        de | Damit beende ich das Gespräch jetzt.
        de | Ich werde das Gespräch jetzt beenden.
        de | Ich werde jetzt auflegen.
        de | Ich verabschiede mich und danke für Ihren Anruf.
        de | Vielen Dank für Ihren Anruf. Auf Wiederhören!
        de | Auf Wiederhören, Frau Müller.
        de | Danke und tschüss!
        de | Ich wünsche Ihnen noch einen schönen Tag.
        de | Einen schönen Abend wünsche ich Ihnen.
        de | Ein schönes Wochenende noch!
        de | Wir freuen uns auf Sie. Bis Freitag!
        de | Machen Sie's gut.
        es | Voy a colgar.
        es | Ahora voy a finalizar la llamada.
        es | Finalizo la llamada. Gracias.
        es | Doy por terminada la llamada.
        es | Me despido, gracias por llamar.
        es | Gracias por llamar. ¡Adiós!
        es | ¡Hasta luego, Anna!
        es | Le deseo un buen día.
        es | Que tenga una excelente tarde.
        es | Que pase buenas noches.
        es | Nos vemos el viernes.
        es | Cuídese mucho.
        fr | Je raccroche.
        fr | Je vais maintenant raccrocher.
        fr | Je vais mettre fin à l'appel.
        fr | Je termine l’appel maintenant.
        fr | Je mets fin à la conversation.
        fr | Merci de votre appel. Au revoir !
        fr | Au revoir, Madame Martin.
        fr | Je vous souhaite une excellente journée.
        fr | À bientôt !
        fr | Passez une bonne soirée.
        fr | Bon week-end !
        """)
    void an_agent_who_says_this_ends_the_call(String language, String agent) {
        assertThat(agentEnds(language, agent)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        en | Goodbye already? I can still help.
        en | Goodbye. Oh, one more thing: please bring a towel.
        en | Just say "goodbye" when we are done.
        en | You said goodbye to the whole week.
        en | A massage says goodbye to your back pain.
        en | I won't hang up, don't worry.
        en | You can hang up now. Goodbye!
        en | I'll hang up whenever you're ready.
        en | Let me know if there is more. Goodbye!
        en | Have a look at the day after tomorrow.
        en | The good night package starts at eight.
        en | By the way, we are open on Sunday.
        de | Soll ich jetzt auflegen? Auf Wiederhören!
        de | Möchten Sie noch etwas, oder soll ich das Gespräch beenden
        de | Wenn Sie möchten, lege ich jetzt auf.
        de | Sie können jetzt auflegen. Auf Wiederhören!
        de | Keine Sorge, ich lege nicht auf.
        de | Ich beende das Gespräch noch nicht.
        de | Sagen Sie einfach auf Wiederhören.
        de | Sie haben tschüss gesagt.
        de | Guten Tag, hier ist die Rezeption.
        de | Am Freitag haben wir einen schönen Tag für Sie ausgesucht.
        de | Ich lege Ihnen die Handtücher auf den Stuhl.
        de | Auf Wiederhören. Ach, bringen Sie bitte ein Handtuch mit.
        de | Bis morgen halte ich Ihnen den Termin frei.
        es | ¿Quiere que termine la llamada? Adiós.
        es | Si lo desea, voy a colgar.
        es | Puede colgar. ¡Adiós!
        es | No voy a colgar.
        es | Diga simplemente adiós.
        es | Buenos días, ¿en qué puedo ayudarle
        es | Adiós. Ah, traiga una toalla.
        es | Abrimos hasta mañana por la tarde.
        fr | Voulez-vous que je raccroche
        fr | Si vous le souhaitez, je vais raccrocher.
        fr | Vous pouvez raccrocher. Au revoir !
        fr | Je ne raccroche pas.
        fr | Je raccroche pas, ne vous inquiétez pas.
        fr | Dites simplement au revoir.
        fr | Je vous laisse choisir une date.
        fr | Au revoir. Ah, apportez une serviette.
        fr | Bonne journée pour un massage, le vendredi est calme.
        """)
    void an_agent_who_says_this_does_not(String language, String agent) {
        assertThat(agentEnds(language, agent)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        en | Great, have a nice day!
        en | Talk to you later.
        en | Good-bye then.
        de | Na dann, tschüß!
        de | Auf Wiedersehen.
        de | Ich muss jetzt auflegen.
        de | Danke, schönen Tag noch.
        de | Mach’s gut!
        de | Wiederhören!
        es | Vale, hasta luego.
        es | Gracias, chao.
        es | Que tenga un buen día.
        es | Ya puede cortar la llamada.
        fr | Merci, au revoir !
        fr | Bonne journée à vous.
        fr | A bientôt.
        fr | Vous pouvez terminer l’appel.
        """)
    void a_caller_who_says_this_wishes_to_end_the_call(String language, String caller) {
        assertThat(callerEnds(language, caller)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        en | Thank you.
        en | By four, please.
        en | I want to buy a voucher.
        en | Is the call recorded
        de | Vielen Dank.
        de | Ich lege Wert auf Ruhe.
        de | Guten Tag, ich hätte gern einen Termin.
        de | Ich kann bis morgen warten.
        es | Buenas tardes, quería una cita.
        es | Hasta mañana no puedo.
        fr | Salut, je voudrais un rendez-vous.
        fr | Il y a plus de place
        fr | Bonjour.
        """)
    void a_caller_who_says_this_does_not(String language, String caller) {
        assertThat(callerEnds(language, caller)).isFalse();
    }

    @Test
    void every_language_that_can_be_chosen_has_its_pack() {
        assertThat(PhrasePacks.LANGUAGES).containsExactlyInAnyOrder("en", "es", "de", "fr");
        assertThat(PhrasePacks.LANGUAGES)
                .allSatisfy(
                        language -> assertThat(PhrasePacks.of(language).name()).isEqualTo(language));
    }
}
