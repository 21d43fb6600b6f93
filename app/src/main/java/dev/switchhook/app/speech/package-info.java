/// What stands between the core and the providers of speech models: which of several providers is tried, when one is
/// left alone, and how one that speaks another sound format is spoken to.
@NullMarked
package dev.switchhook.app.speech;

import org.jspecify.annotations.NullMarked;
