package dev.switchhook.app.speech;

import java.time.Duration;

/// How patient a [SpeechExchange] is.
///
/// @param connectBudget how long one provider may take to become ready, its retry included
/// @param budgetBeforeAnother the same for a provider after which another one is tried; shorter, because a caller shall
///     hear somebody within the time of one
/// @param retryWithin a fault that comes within this time is worth another try at once; a later one is not, because
///     a caller waits
/// @param preparedLife how long a session that was made ready waits to be wanted
/// @param prewarm whether sessions are made ready before they are wanted
public record ExchangeRules(
        Duration connectBudget,
        Duration budgetBeforeAnother,
        Duration retryWithin,
        Duration preparedLife,
        boolean prewarm) {

    /// The rules that fit a telephone call: 3 s for the last provider and 2 s for those before it, a retry
    /// within 1.5 s of them; between webhook
    /// and media connection a second passes, so that 15 s are more than enough.
    public static ExchangeRules standard(boolean prewarm) {
        return new ExchangeRules(
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                Duration.ofMillis(1_500),
                Duration.ofSeconds(15),
                prewarm);
    }
}
