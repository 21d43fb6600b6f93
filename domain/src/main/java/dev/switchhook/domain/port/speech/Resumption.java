package dev.switchhook.domain.port.speech;

/// With what a lost session can be taken up again. Only the provider that gave it understands it; another one begins
/// anew.
///
/// @param provider the name of the model ([SpeechModel#name]) that gave it
/// @param token what it gave, as it is
public record Resumption(String provider, String token) {}
