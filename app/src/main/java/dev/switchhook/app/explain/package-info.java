/// Why a call was a bad one: rules that look at what was noted, each at one kind of trouble. All of it is pure.
@NullMarked
package dev.switchhook.app.explain;

import org.jspecify.annotations.NullMarked;
