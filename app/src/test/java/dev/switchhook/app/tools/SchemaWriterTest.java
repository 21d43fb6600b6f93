package dev.switchhook.app.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaWriterTest {

    @Test
    void the_schema_says_everything_that_the_record_says() {
        String schema = new SchemaWriter().schemaOf(SampleTool.Table.class).toPrettyString();

        assertThat(schema.replace("\r", "")).isEqualTo("""
            {
              "type" : "object"
            }\
            """);
    }
}
