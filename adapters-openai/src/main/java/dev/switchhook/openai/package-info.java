/** Speaks to OpenAi; its wire words stay in here. */
@NullMarked
package dev.switchhook.openai;

import org.jspecify.annotations.NullMarked;
