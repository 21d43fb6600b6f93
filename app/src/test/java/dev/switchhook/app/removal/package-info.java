/// The program without the business that it was built with: the sources that remain are compiled, and their tests run.
@NullMarked
package dev.switchhook.app.removal;

import org.jspecify.annotations.NullMarked;
