/// The spa: an assistant that books appointments. An example to copy, or to delete together with its resources.
///
/// From the inside out: the book with its pure algebra of time and its ports ([dev.switchhook.app.spa.book]), the
/// book in a database ([dev.switchhook.app.spa.store]), the tools through which the model works with it
/// ([dev.switchhook.app.spa.tools]), and here the settings, what the assistant is told, and
/// [dev.switchhook.app.spa.SpaBeans], which puts them together.
@NullMarked
package dev.switchhook.app.spa;

import org.jspecify.annotations.NullMarked;
