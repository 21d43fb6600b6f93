/// The durable record of calls: who owns which call, and how far it has come, across processes and restarts.
@NullMarked
package dev.switchhook.domain.port.registry;

import org.jspecify.annotations.NullMarked;
