/// Runs calls: gives every call its single owner, carries out its effects, and admits new ones.
///
/// This package knows the domain and the JDK, nothing else.
@NullMarked
package dev.switchhook.app.runtime;

import org.jspecify.annotations.NullMarked;
