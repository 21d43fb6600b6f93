/** Tests of the OpenAI adapter. */
@NullMarked
package dev.switchhook.openai;

import org.jspecify.annotations.NullMarked;
