/// The story of a call to the spa, for rehearsals: its lines as recorded speech, its receptionist, and what must
/// stand in the book in the end.
@NullMarked
package dev.switchhook.app.spa.rehearsal;

import org.jspecify.annotations.NullMarked;
