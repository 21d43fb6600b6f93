/// What a line of business brings along so that the program answers its phone: the spa is the example.
@NullMarked
package dev.switchhook.app.business;

import org.jspecify.annotations.NullMarked;
