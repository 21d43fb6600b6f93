package dev.switchhook.app.spa.cli;

import java.util.ArrayList;
import java.util.List;

/// Lines of cells for people, each column as wide as its widest cell.
final class Columns {

    private final List<List<String>> lines = new ArrayList<>();

    /// Columns with these headings.
    Columns(String... headings) {
        lines.add(List.of(headings));
    }

    /// Adds a line; its cells are one line each.
    void add(String... cells) {
        lines.add(List.of(cells));
    }

    /// The text, each line with its end.
    String text() {
        int count = lines.getFirst().size();
        int[] widths = new int[count];
        for (List<String> cells : lines) {
            for (int i = 0; i < count; i++) {
                widths[i] = Math.max(widths[i], length(cells.get(i)));
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> cells : lines) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < count; i++) {
                line.append(cells.get(i)).append(" ".repeat(widths[i] - length(cells.get(i)) + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
