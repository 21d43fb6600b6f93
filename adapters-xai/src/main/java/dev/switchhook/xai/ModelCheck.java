package dev.switchhook.xai;

import java.util.Optional;

/// Which model answers, and whether it is the wanted one: the provider takes any id and substitutes the ones that it
/// does not know, without a word (wire/xai.md 1). Owned by the dialogue.
final class ModelCheck {

    private final Optional<String> pinned;
    private Optional<String> named = Optional.empty();

    /// A check of this wish; an alias that ends with `-latest` may stand for any model.
    ModelCheck(Optional<String> wanted) {
        this.pinned = wanted.filter(id -> !id.endsWith("-latest"));
    }

    /// The provider names the model, or does not. Only its first word about it is compared.
    ///
    /// @return the wanted model, when another one answers
    Optional<String> mismatch(Optional<String> model) {
        boolean first = named.isEmpty() && model.isPresent();
        named = model.or(() -> named);
        return pinned.filter(id -> first && !named.equals(Optional.of(id)));
    }

    /// The model that answers, as far as the provider has said.
    String model() {
        return named.orElse("unknown");
    }
}
