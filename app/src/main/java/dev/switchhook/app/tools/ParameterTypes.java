package dev.switchhook.app.tools;

import jakarta.validation.Constraint;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Finds what a record of parameters holds that could not be shown to the model or would not be checked.
final class ParameterTypes {

    private static final int DEEPEST = 8;
    private static final String ALLOWED =
            "; allowed: String, int, long, double, BigDecimal, boolean, an enum, LocalDate,"
                    + " LocalTime, LocalDateTime, a record, a List of these";

    private static final Set<Class<?>> PLAIN = Set.of(
            String.class,
            int.class,
            Integer.class,
            long.class,
            Long.class,
            short.class,
            Short.class,
            double.class,
            Double.class,
            float.class,
            Float.class,
            BigDecimal.class,
            boolean.class,
            Boolean.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class);

    /// The Jakarta constraints that the schema expresses, and which are therefore checked.
    private static final List<Class<? extends Annotation>> CHECKED = List.of(
            Size.class,
            Pattern.class,
            Min.class,
            Max.class,
            DecimalMin.class,
            DecimalMax.class,
            Positive.class,
            PositiveOrZero.class,
            Negative.class,
            NegativeOrZero.class,
            NotNull.class);

    private final List<String> mistakes = new ArrayList<>();

    private ParameterTypes() {}

    /// What is wrong with this record: one line each, beginning with `parameter`.
    static List<String> mistakes(Class<? extends Record> parameters) {
        ParameterTypes types = new ParameterTypes();
        types.components("", parameters, 0);
        return types.mistakes;
    }

    private void components(String prefix, Class<?> type, int depth) {
        for (RecordComponent component : type.getRecordComponents()) {
            String path = prefix + component.getName();
            for (Annotation annotation : component.getAccessor().getAnnotations()) {
                constraint(path, annotation.annotationType());
            }
            type(path, component.getGenericType(), depth);
        }
    }

    private void constraint(String path, Class<? extends Annotation> annotation) {
        if (annotation.isAnnotationPresent(Constraint.class) && !CHECKED.contains(annotation)) {
            mistakes.add("parameter " + path + ": @" + annotation.getSimpleName() + " is not checked; allowed: "
                    + String.join(
                            ", ",
                            CHECKED.stream()
                                    .map(known -> "@" + known.getSimpleName())
                                    .toList()));
        }
    }

    private void type(String path, Type type, int depth) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            type(path + "[]", list.getActualTypeArguments()[0], depth + 1);
        } else if (type instanceof Class<?> nested && nested.isRecord()) {
            if (depth == DEEPEST) {
                mistakes.add("parameter " + path + ": records are nested too deeply; allowed: " + DEEPEST + " levels");
            } else {
                components(path + ".", nested, depth + 1);
            }
        } else if (!(type instanceof Class<?> plain) || !(PLAIN.contains(plain) || plain.isEnum())) {
            mistakes.add("parameter " + path + ": " + type.getTypeName() + " cannot be shown to the model" + ALLOWED);
        }
    }
}
