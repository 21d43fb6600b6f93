package dev.switchhook.app.tools;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.classmate.TypeResolver;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the JSON schema of a record of parameters. Used once per tool, at start; used by one thread.
///
/// The schema is self-contained (no references), names every component in the order of the record, and allows no
/// other.
final class SchemaWriter {

    /// Hours and minutes of the 24-hour clock.
    static final String TIME_PATTERN = "^([01][0-9]|2[0-3]):[0-5][0-9]$";

    /// A day and a time of the 24-hour clock, without a zone.
    static final String DATE_TIME_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]$";

    private final TypeResolver types = new TypeResolver();
    private final SchemaGenerator generator;

    SchemaWriter() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        ArgumentText.STRICT, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .without(Option.SCHEMA_VERSION_INDICATOR)
                .with(
                        Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT,
                        Option.INLINE_ALL_SCHEMAS,
                        Option.ENUM_KEYWORD_FOR_SINGLE_VALUES,
                        Option.FLATTENED_ENUMS_FROM_TOSTRING)
                .with(new JakartaValidationModule(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS));
        config.forFields()
                .withDescriptionResolver(SchemaWriter::meaning)
                .withRequiredCheck(field -> !isOptional(field));
        config.forTypesInGeneral()
                .withPropertySorter((_, _) -> 0)
                .withCustomDefinitionProvider(SchemaWriter::dateOrTime);
        this.generator = new SchemaGenerator(config.build());
    }

    /// The record that a tool takes, as its class names it.
    ///
    /// @throws MistakenTools when it names none
    @SuppressWarnings("unchecked")
    <P extends Record> Class<P> parametersOf(VoiceTool<P> tool) {
        List<ResolvedType> named = types.resolve(tool.getClass()).typeParametersFor(VoiceTool.class);
        if (named.isEmpty() || !named.getFirst().getErasedType().isRecord()) {
            throw new MistakenTools(List.of(tool.getClass().getName()
                    + ": its class does not name the record of its parameters; allowed: implements VoiceTool<...> with"
                    + " a record"));
        }
        return (Class<P>) named.getFirst().getErasedType();
    }

    ObjectNode schemaOf(Class<? extends Record> parameters) {
        ObjectNode schema = generator.generateSchema(parameters);
        if (parameters.getRecordComponents().length == 0) {
            schema.putObject("properties");
        }
        return schema;
    }

    private static @Nullable String meaning(FieldScope field) {
        Meaning meaning = field.getAnnotation(Meaning.class);
        return meaning == null ? null : meaning.value();
    }

    private static boolean isOptional(FieldScope field) {
        return field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static @Nullable CustomDefinition dateOrTime(ResolvedType type, SchemaGenerationContext context) {
        ObjectNode text = context.getGeneratorConfig().createObjectNode().put("type", "string");
        if (type.getErasedType() == LocalDate.class) {
            return new CustomDefinition(text.put("format", "date"), true);
        }
        if (type.getErasedType() == LocalTime.class) {
            return new CustomDefinition(text.put("pattern", TIME_PATTERN), true);
        }
        if (type.getErasedType() == LocalDateTime.class) {
            return new CustomDefinition(text.put("pattern", DATE_TIME_PATTERN), true);
        }
        return null;
    }
}
