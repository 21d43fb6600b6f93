package dev.switchhook.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.app.config.Settings;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BannerTest {

    private static final String SCRIPTED = """
          ******************************************************************************
          * %s: CALLERS HEAR A SCRIPTED AGENT.
          * Set OPENAI_API_KEY or XAI_API_KEY to let a speech model answer.
          ******************************************************************************
        """;

    @Test
    void it_names_provider_model_voice_host_public_url_database_and_port() {
        assertThat(banner("SWITCHHOOK_DATABASE_URL", "jdbc:postgresql://db:5432/calls?user=u&password=hunter2"))
                .isEqualTo("""
                    Switchhook 1.2.3
                      provider    openai
                      model       gpt-realtime-2.1
                      voice       marin
                      host        api.openai.com
                      public URL  https://calls.example.com
                      database    jdbc:postgresql://db:5432/calls
                      port        4711
                    """);
    }

    @Test
    void it_names_several_providers_in_the_order_in_which_they_are_tried() {
        assertThat(banner(
                        "SWITCHHOOK_PROVIDERS", "xai, openai", "XAI_API_KEY", Settings.XAI_KEY, "XAI_MODEL", "grok-1"))
                .isEqualTo("""
                    Switchhook 1.2.3
                      provider    xai
                      model       grok-1
                      voice       eve
                      host        api.x.ai
                      or else     openai
                      model       gpt-realtime-2.1
                      voice       marin
                      host        api.openai.com
                      public URL  https://calls.example.com
                      database    jdbc:h2:file:./switchhook-data/switchhook
                      port        4711
                    """);
    }

    @Test
    void it_says_when_the_provider_chooses_the_model() {
        assertThat(banner("OPENAI_API_KEY", "", "XAI_API_KEY", Settings.XAI_KEY))
                .isEqualTo("""
                    Switchhook 1.2.3
                      provider    xai
                      model       chosen by the provider; XAI_MODEL pins one
                      voice       eve
                      host        api.x.ai
                      public URL  https://calls.example.com
                      database    jdbc:h2:file:./switchhook-data/switchhook
                      port        4711
                    """);
    }

    @Test
    void it_says_loudly_that_without_a_key_callers_hear_a_scripted_agent() {
        assertThat(banner("OPENAI_API_KEY", "")).isEqualTo("""
            Switchhook 1.2.3
              provider    rehearsal
              model       a script
              voice       recorded
              host        this machine
              public URL  https://calls.example.com
              database    jdbc:h2:file:./switchhook-data/switchhook
              port        4711
            """ + SCRIPTED.formatted("NO SPEECH PROVIDER KEY IS SET"));
    }

    @Test
    void it_says_as_loudly_that_the_rehearsal_was_chosen() {
        assertThat(banner("SWITCHHOOK_PROVIDER", "rehearsal"))
                .endsWith(SCRIPTED.formatted("SWITCHHOOK_PROVIDER IS 'rehearsal'"));
    }

    @Test
    void it_holds_no_secret() {
        String banner = banner(
                "SWITCHHOOK_PROVIDER", "xai",
                "XAI_API_KEY", Settings.XAI_KEY,
                "SWITCHHOOK_DATABASE_URL", "jdbc:postgresql://db/calls?password=hunter2",
                "SWITCHHOOK_DATABASE_USER", "joe",
                "SWITCHHOOK_DATABASE_PASSWORD", "hunter3");

        assertThat(banner)
                .contains("xai")
                .doesNotContain(Settings.XAI_KEY, Settings.OPENAI_KEY, Settings.TOKEN, "hunter", "AC0123");
    }

    private static String banner(String... more) {
        AppSettings settings =
                AppSettings.forServing(LoadedConfiguration.load(Optional.empty(), Settings.serving(more)));
        return Banner.of(settings, 4711, "1.2.3");
    }
}
