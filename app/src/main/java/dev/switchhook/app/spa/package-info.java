/// The spa: an assistant that books appointments. An example to copy, or to delete together with its migrations.
///
/// From the inside out: pure time algebra ([dev.switchhook.app.spa.TimeSlot], [dev.switchhook.app.spa.Timetable],
/// [dev.switchhook.app.spa.Opening]), the port of the appointment book with its JDBC form, the front desk that knows
/// the rules, and the tools through which the model talks to it. [dev.switchhook.app.spa.SpaDesk] puts them
/// together.
@NullMarked
package dev.switchhook.app.spa;

import org.jspecify.annotations.NullMarked;
