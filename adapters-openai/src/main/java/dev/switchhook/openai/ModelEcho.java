package dev.switchhook.openai;

import dev.switchhook.domain.caller.CallId;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares the model that answers with the one that is set. Another one is no reason to end a call, but to warn. At
/// Azure the setting names a deployment, so there is nothing to compare.
final class ModelEcho {

    private static final Logger LOG = LoggerFactory.getLogger(ModelEcho.class);
    private static final Pattern DATE = Pattern.compile("-20[0-9]{2}-[0-9]{2}-[0-9]{2}");

    private final OpenAiSettings settings;
    private final Tally tally;

    ModelEcho(OpenAiSettings settings, Tally tally) {
        this.settings = settings;
        this.tally = tally;
    }

    /// The model to be told as the one that answers: what the server says, if it says anything.
    String check(CallId call, String echoed) {
        String wanted = settings.model();
        if (echoed.isEmpty()) {
            return wanted;
        }
        boolean dated = echoed.startsWith(wanted)
                && DATE.matcher(echoed.substring(wanted.length())).matches();
        if (!echoed.equals(wanted) && !dated && !settings.peer().azure()) {
            tally.count(OpenAiOddity.OTHER_MODEL);
            LOG.warn("call={} event=other-model model=\"{}\" wanted={}", call, echoed, wanted);
        }
        return echoed;
    }
}
