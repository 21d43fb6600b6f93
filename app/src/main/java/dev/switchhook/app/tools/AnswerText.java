package dev.switchhook.app.tools;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.Serial;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/// Puts a reply into JSON for the model: `outcome` first, then the members of the answer.
///
/// Every text in it is made harmless and at most 500 characters long ([PlainText]); the whole is at most 16 KiB.
final class AnswerText {

    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_ANSWER = 16 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .addModule(new SimpleModule("answers")
                    .addSerializer(String.class, new HarmlessText())
                    .addSerializer(LocalDate.class, new ToStringSerializer(LocalDate.class))
                    .addSerializer(LocalTime.class, new ToStringSerializer(LocalTime.class))
                    .addSerializer(LocalDateTime.class, new ToStringSerializer(LocalDateTime.class)))
            .build();

    private AnswerText() {}

    /// @param outcome the first member: `done`, `not_yet`, `accepted` or `refused`
    /// @throws IllegalStateException when the answer is too long, or is not a record or a map
    static String of(String outcome, Object answer) {
        return of(outcome, answer, Optional.empty());
    }

    /// The same with a line that the agent shall say word for word, as the last member.
    static String of(String outcome, Object answer, Optional<String> exactly) {
        ObjectNode json = JSON.createObjectNode().put("outcome", outcome);
        if (!(JSON.valueToTree(answer) instanceof ObjectNode members)) {
            throw new IllegalStateException("an answer is a record or a map");
        }
        // How it ended is not told by the answer.
        members.remove("outcome");
        json.setAll(members);
        exactly.ifPresent(line -> json.put("say_exactly", PlainText.of(line, LONGEST_TEXT)));
        String text;
        try {
            text = JSON.writeValueAsString(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("an answer that is no JSON", broken);
        }
        if (text.length() > LONGEST_ANSWER) {
            throw new IllegalStateException("an answer of more than " + LONGEST_ANSWER + " characters");
        }
        return text;
    }

    private static final class HarmlessText extends StdScalarSerializer<String> {

        @Serial
        private static final long serialVersionUID = 1L;

        private HarmlessText() {
            super(String.class);
        }

        @Override
        public void serialize(String text, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(PlainText.of(text, LONGEST_TEXT));
        }
    }
}
