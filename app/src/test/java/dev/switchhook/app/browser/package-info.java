/// Tests that open pages of the program in a real browser.
@NullMarked
package dev.switchhook.app.browser;

import org.jspecify.annotations.NullMarked;
