package dev.switchhook.app.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaWriterTest {

    @Test
    void the_schema_says_everything_that_the_record_says() {
        String schema = new SchemaWriter().schemaOf(SampleTool.Table.class).toPrettyString();

        assertThat(schema.replace("\r", "")).isEqualTo("""
            {
              "type" : "object",
              "properties" : {
                "people" : {
                  "type" : "integer",
                  "description" : "How many people.",
                  "minimum" : 1,
                  "maximum" : 8
                },
                "budget" : {
                  "type" : "number"
                },
                "day" : {
                  "type" : "string",
                  "format" : "date"
                },
                "time" : {
                  "type" : "string",
                  "pattern" : "^([01][0-9]|2[0-3]):[0-5][0-9]$"
                },
                "mood" : {
                  "type" : "string",
                  "enum" : [ "nice and quiet", "loud" ]
                },
                "area" : {
                  "type" : "string",
                  "pattern" : "^[a-z]+$"
                },
                "guests" : {
                  "maxItems" : 2,
                  "type" : "array",
                  "items" : {
                    "type" : "object",
                    "properties" : {
                      "name" : {
                        "type" : "string",
                        "minLength" : 1,
                        "maxLength" : 20
                      },
                      "child" : {
                        "type" : "boolean"
                      }
                    },
                    "required" : [ "name" ],
                    "additionalProperties" : false
                  }
                }
              },
              "required" : [ "people", "day", "time" ],
              "additionalProperties" : false
            }\
            """);
    }

    @Test
    void a_record_without_components_allows_no_argument_at_all() {
        record Nothing() {}

        assertThat(new SchemaWriter().schemaOf(Nothing.class))
                .hasToString("{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{}}");
    }
}
