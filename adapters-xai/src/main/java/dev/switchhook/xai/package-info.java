/** Speaks to Xai; its wire words stay in here. */
@NullMarked
package dev.switchhook.xai;

import org.jspecify.annotations.NullMarked;
