package dev.switchhook.app.spa.cli;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.tools.PlainText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Appointments as a CSV table with a header line.
final class TableFile {

    private static final int LONGEST_HEADING = 40;

    private TableFile() {}

    /// Writes a day.
    ///
    /// @param numbers whether the guests' numbers are told
    static String of(List<Appointment> day, House house, boolean numbers) {
        StringBuilder table = new StringBuilder(
                Csv.line(Field.WRITTEN.stream().map(Field::word).toList()));
        for (Appointment appointment : day) {
            DayLine line = DayLine.of(appointment, house);
            table.append(Csv.line(List.of(
                    line.date().toString(),
                    line.time().toString(),
                    Long.toString(line.minutes()),
                    line.service(),
                    line.therapist(),
                    line.room(),
                    appointment.guest().name(),
                    numbers ? appointment.guest().number() : "",
                    appointment.code())));
        }
        return table.toString();
    }

    /// Reads a table.
    static Drafts read(String text) {
        List<Csv.Row> rows;
        try {
            rows = Csv.rows(text);
        } catch (Csv.Malformed malformed) {
            return Drafts.unreadable(malformed.line(), String.valueOf(malformed.getMessage()));
        }
        if (rows.isEmpty()) {
            return Drafts.unreadable(1, "it is empty; a header line is needed");
        }
        List<Mistake> mistakes = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        List<Optional<Field>> columns = columns(rows.getFirst(), mistakes, remarks);
        if (!mistakes.isEmpty()) {
            return new Drafts(List.of(), mistakes, remarks);
        }
        List<Draft> drafts = new ArrayList<>();
        for (Csv.Row row : rows.subList(1, rows.size())) {
            if (row.cells().size() == columns.size()) {
                drafts.add(draft(row, columns));
            } else {
                mistakes.add(new Mistake(
                        row.line(),
                        "file",
                        "has " + row.cells().size() + " cells, and the header line has " + columns.size()));
            }
        }
        return new Drafts(drafts, mistakes, remarks);
    }

    private static List<Optional<Field>> columns(Csv.Row header, List<Mistake> mistakes, List<String> remarks) {
        List<Optional<Field>> columns = new ArrayList<>();
        for (String heading : header.cells()) {
            Optional<Field> field = Field.of(heading);
            if (field.isPresent() && columns.contains(field)) {
                mistakes.add(new Mistake(header.line(), field.get(), "there are two columns of that name"));
            }
            if (field.isEmpty()) {
                remarks.add("the column '" + PlainText.of(heading, LONGEST_HEADING) + "' is passed over");
            }
            columns.add(field);
        }
        for (Field field : Field.values()) {
            if (Field.REQUIRED.contains(field) && !columns.contains(Optional.of(field))) {
                mistakes.add(new Mistake(header.line(), field, "the header line has no column of that name"));
            }
        }
        return columns;
    }

    private static Draft draft(Csv.Row row, List<Optional<Field>> columns) {
        Map<Field, String> fields = new EnumMap<>(Field.class);
        for (int i = 0; i < columns.size(); i++) {
            String cell = row.cells().get(i);
            columns.get(i).ifPresent(field -> fields.put(field, cell));
        }
        return new Draft(row.line(), fields);
    }
}
