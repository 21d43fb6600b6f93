/// How lists of phrases are written as data.
@NullMarked
package dev.switchhook.domain.phrase;

import org.jspecify.annotations.NullMarked;
