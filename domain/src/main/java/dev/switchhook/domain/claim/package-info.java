/// What the agent claims to have done, found in its own words.
@NullMarked
package dev.switchhook.domain.claim;

import org.jspecify.annotations.NullMarked;
