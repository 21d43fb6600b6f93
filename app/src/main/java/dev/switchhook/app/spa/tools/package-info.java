/// What the agent of the spa can do beside talking: six tools over the ports of [dev.switchhook.app.spa.book].
///
/// A change of the book takes two calls of the same tool: the first one keeps the slot and answers what is to be
/// read back, the second one is carried out only when the caller's own words after that contain a yes
/// ([dev.switchhook.app.spa.tools.Consent]). What the tools answer is read by the model: short, in plain words,
/// without ids.
@NullMarked
package dev.switchhook.app.spa.tools;

import org.jspecify.annotations.NullMarked;
