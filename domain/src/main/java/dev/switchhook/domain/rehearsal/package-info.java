/// What a rehearsed speech model understands and says; spoken by every provider's rehearsal server.
@NullMarked
package dev.switchhook.domain.rehearsal;

import org.jspecify.annotations.NullMarked;
