package dev.switchhook.xai;

/// What happens when another model answers than the one that is pinned: the provider substitutes unknown ids
/// without a word (wire/xai.md 1).
enum ModelMismatch {
    /// It is logged and counted, and the call goes on.
    WARN,
    /// The session is refused.
    REFUSE
}
