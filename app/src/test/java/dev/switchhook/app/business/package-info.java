/// Tests of what a line of business brings along.
@NullMarked
package dev.switchhook.app.business;

import org.jspecify.annotations.NullMarked;
