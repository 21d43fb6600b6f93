package dev.switchhook.app.spa.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Tables as text, as RFC 4180 has it: cells in quotes where they need them, lines that end with CR and LF.
///
/// A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, even in quotes. Such a cell is
/// written with an apostrophe before it, which is taken away when it is read; a cell that begins so by itself gets
/// another one, so that every cell comes back as it was.
final class Csv {

    private static final String FORMULA = "[=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20]";
    private static final Pattern RISKY = Pattern.compile("\\A'*\\s*" + FORMULA);
    private static final Pattern MADE_HARMLESS = Pattern.compile("\\A'+\\s*" + FORMULA);
    private static final Pattern QUOTED = Pattern.compile("[\",;\\r\\n]|\\A\\s|\\s\\z");

    private Csv() {}

    /// A row of a table.
    ///
    /// @param line on which it begins, counted from 1
    record Row(int line, List<String> cells) {

        Row {
            cells = List.copyOf(cells);
        }
    }

    /// The text is no such table.
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1L;
        private final int line;

        Malformed(int line, String problem) {
            super(problem);
            this.line = line;
        }

        /// Where it goes wrong.
        int line() {
            return line;
        }
    }

    /// A line of a table, with its end.
    static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        String harmless = RISKY.matcher(text).find() ? "'" + text : text;
        return QUOTED.matcher(harmless).find() ? "\"" + harmless.replace("\"", "\"\"") + "\"" : harmless;
    }

    private static String meant(String cell) {
        return MADE_HARMLESS.matcher(cell).find() ? cell.substring(1) : cell;
    }

    /// The rows of a table; empty lines are passed over. Cells are parted by commas, or by semicolons if the first line
    /// has these alone.
    static List<Row> rows(String text) throws Malformed {
        return new Reading(text).rows();
    }

    /// One pass over a text.
    private static final class Reading {

        private final String text;
        private final char separator;
        private final List<Row> rows = new ArrayList<>();
        private final StringBuilder cell = new StringBuilder();
        private List<String> cells = new ArrayList<>();
        private int at;
        private int line = 1;
        private int rowLine = 1;

        Reading(String text) {
            this.text = text;
            String first = text.lines().findFirst().orElse("");
            this.separator = first.indexOf(';') >= 0 && first.indexOf(',') < 0 ? ';' : ',';
        }

        List<Row> rows() throws Malformed {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '"' && cell.isEmpty()) {
                    quoted();
                } else if (c == separator) {
                    endCell();
                    at++;
                } else if (c == '\r' || c == '\n') {
                    endRow();
                    skipLineEnd();
                } else {
                    cell.append(c);
                    at++;
                }
            }
            endRow();
            return rows;
        }

        /// A cell in quotes, up to what comes after it.
        private void quoted() throws Malformed {
            int began = line;
            at++;
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '\n' || (c == '\r' && !isNext('\n'))) {
                    line++;
                }
                if (c != '"') {
                    cell.append(c);
                } else if (isNext('"')) {
                    cell.append(c);
                    at++;
                } else if (at == text.length() || isNext(separator) || isNext('\r') || isNext('\n')) {
                    return;
                } else {
                    throw new Malformed(line, "there is text between a closing quote and the end of its cell");
                }
            }
            throw new Malformed(began, "a quote begins here and is never closed");
        }

        private boolean isNext(char c) {
            return at < text.length() && text.charAt(at) == c;
        }

        private void skipLineEnd() {
            if (text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
                at++;
            }
            at++;
            line++;
            rowLine = line;
        }

        private void endCell() {
            cells.add(meant(cell.toString()));
            cell.setLength(0);
        }

        private void endRow() {
            if (cells.isEmpty() && cell.isEmpty()) {
                return;
            }
            endCell();
            rows.add(new Row(rowLine, cells));
            cells = new ArrayList<>();
        }
    }
}
