/// Who phones us: call ids, phone numbers, the call as it was announced.
@NullMarked
package dev.switchhook.domain.caller;

import org.jspecify.annotations.NullMarked;
