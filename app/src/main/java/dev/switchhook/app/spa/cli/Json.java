package dev.switchhook.app.spa.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.spa.book.Therapist;
import dev.switchhook.app.spa.book.Week;
import dev.switchhook.domain.caller.PhoneNumber;
import java.time.DayOfWeek;
import java.util.List;
import java.util.TreeMap;

/// The book as JSON for programs. The names of the fields are a promise, told in docs/spa.md. Everything beyond ASCII
/// is escaped, so that no name moves a terminal.
final class Json {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private Json() {}

    static String day(List<Appointment> day, House house, boolean numbers) {
        ArrayNode array = JSON.createArrayNode();
        for (Appointment appointment : day) {
            String number = appointment.guest().number();
            DayLine line = DayLine.of(appointment, house);
            array.addObject()
                    .put("start", appointment.treatment().start().toString())
                    .put("date", line.date().toString())
                    .put("time", line.time().toString())
                    .put("minutes", line.minutes())
                    .put("service", appointment.service())
                    .put("therapist", appointment.therapist())
                    .put("room", appointment.room())
                    .put("guest", appointment.guest().name())
                    .put("number", numbers || number.isEmpty() ? number : new PhoneNumber(number).toString())
                    .put("code", appointment.code());
        }
        return text(array);
    }

    static String services(House house) {
        ArrayNode array = JSON.createArrayNode();
        for (Service service : house.services()) {
            array.addObject()
                    .put("id", service.id())
                    .put("name", service.name())
                    .put("minutes", service.duration().toMinutes())
                    .put("bufferMinutes", service.buffer().toMinutes())
                    .put("priceCents", service.price().cents())
                    .put("currency", service.price().currency().getCurrencyCode());
        }
        return text(array);
    }

    static String therapists(House house) {
        ArrayNode array = JSON.createArrayNode();
        for (Therapist therapist : house.therapists()) {
            ObjectNode json = array.addObject().put("id", therapist.id()).put("name", therapist.name());
            ArrayNode services = json.putArray("services");
            therapist.services().stream().sorted().forEach(services::add);
        }
        return text(array);
    }

    static String hours(House house) {
        ObjectNode json = JSON.createObjectNode();
        json.set("house", week(house.week()));
        ObjectNode therapists = json.putObject("therapists");
        house.therapists().forEach(therapist -> therapists.set(therapist.id(), week(therapist.week())));
        return text(json);
    }

    private static ObjectNode week(Week week) {
        ObjectNode json = JSON.createObjectNode();
        for (DayOfWeek day : DayOfWeek.values()) {
            ArrayNode hours = json.putArray(HoursCommand.word(day));
            week.on(day)
                    .forEach(it -> hours.addObject()
                            .put("from", it.from().toString())
                            .put("until", it.until().toString()));
        }
        return json;
    }

    static String holidays(House house) {
        ArrayNode array = JSON.createArrayNode();
        new TreeMap<>(house.holidays())
                .forEach((day, name) ->
                        array.addObject().put("day", day.toString()).put("name", name));
        return text(array);
    }

    private static String text(Object json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
