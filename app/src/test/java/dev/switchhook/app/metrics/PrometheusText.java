package dev.switchhook.app.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The values of a page in Prometheus' text format; strict about its form.
///
/// @param samples every sample by its name with its labels, as written
/// @param types the type of every metric
public record PrometheusText(Map<String, Double> samples, Map<String, String> types) {

    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[^}]*})? (NaN|[+-]?Inf|[-+0-9.eE]+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    /// Reads a page.
    ///
    /// @throws IllegalArgumentException when a line is neither a comment nor a sample
    public static PrometheusText parse(String page) {
        Map<String, Double> samples = new TreeMap<>();
        Map<String, String> types = new TreeMap<>();
        for (String line : page.lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ", 4);
                types.put(words[2], words[3]);
            } else if (!line.startsWith("#")) {
                Matcher sample = SAMPLE.matcher(line);
                if (!sample.matches()) {
                    throw new IllegalArgumentException("no sample: " + line);
                }
                String labels = sample.group(2) == null ? "" : sample.group(2);
                double value = Double.parseDouble(sample.group(3).replace("Inf", "Infinity"));
                if (samples.put(sample.group(1) + labels, value) != null) {
                    throw new IllegalArgumentException("twice: " + line);
                }
            }
        }
        return new PrometheusText(samples, types);
    }

    /// The value of a sample.
    ///
    /// @throws IllegalArgumentException when it is not there
    public double value(String nameWithLabels) {
        Double value = samples.get(nameWithLabels);
        if (value == null) {
            throw new IllegalArgumentException(nameWithLabels + " is not among " + samples.keySet());
        }
        return value;
    }

    /// The values of all labels of all samples.
    public List<String> labelValues() {
        List<String> values = new ArrayList<>();
        for (String sample : samples.keySet()) {
            Matcher label = LABEL.matcher(sample);
            while (label.find()) {
                values.add(label.group(2));
            }
        }
        return values;
    }
}
