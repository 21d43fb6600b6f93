package dev.switchhook.app.spa.book;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that is fixed about the spa: what it offers, who works there, where, and when it is open.
///
/// @param zone in which dates and times are meant
/// @param week the regular hours; the breaks of the house are the gaps in it
/// @param holidays the days on which it is closed, with their names
/// @param services in the order in which they are offered
/// @param therapists in the order in which they are asked
/// @param rooms in the order in which they are taken
public record House(
        ZoneId zone,
        Week week,
        Map<LocalDate, String> holidays,
        List<Service> services,
        List<Therapist> therapists,
        List<Room> rooms) {

    /// Keeps its own copies.
    public House {
        holidays = Map.copyOf(holidays);
        services = List.copyOf(services);
        therapists = List.copyOf(therapists);
        rooms = List.copyOf(rooms);
    }

    /// The service of that name, whatever its capitals.
    public Optional<Service> serviceNamed(String name) {
        return services.stream().filter(it -> it.name().equalsIgnoreCase(name)).findFirst();
    }

    /// The therapist of that name, whatever its capitals.
    public Optional<Therapist> therapistNamed(String name) {
        return therapists.stream()
                .filter(it -> it.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /// The service of that id.
    public Optional<Service> service(String id) {
        return services.stream().filter(it -> it.id().equals(id)).findFirst();
    }

    /// The therapist of that id.
    public Optional<Therapist> therapist(String id) {
        return therapists.stream().filter(it -> it.id().equals(id)).findFirst();
    }

    /// How long therapist and room are needed for an appointment: the treatment, and the buffer of a service
    /// that is still offered.
    public Slot busyFor(Appointment appointment) {
        return service(appointment.service())
                .map(service -> appointment.treatment().longerBy(service.buffer()))
                .orElse(appointment.treatment());
    }
}
