/// What the agent can do beside talking, and how such an act ended.
@NullMarked
package dev.switchhook.domain.tool;

import org.jspecify.annotations.NullMarked;
