package dev.switchhook.domain.claim;

/// Something that the agent says is so, and that only a tool can have made so.
///
/// @param kind what is claimed, such as `booked`: the name of a section of a [ClaimPack]
/// @param deed whether the agent says that it was done ("I've booked you"), and not merely how things stand ("you are
///     booked")
/// @param endsAt how many characters of the text end with it: whoever has heard less has not heard the claim
public record Claim(String kind, boolean deed, int endsAt) {}
