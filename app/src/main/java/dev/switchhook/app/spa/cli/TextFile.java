package dev.switchhook.app.spa.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads the text of a file that somebody else has made.
final class TextFile {

    /// Some hundred thousand appointments.
    private static final int MOST_BYTES = 16 << 20;

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private TextFile() {}

    /// The file cannot be used; the message says why.
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        Unusable(String why) {
            super(why);
        }
    }

    static String read(Path file) throws Unusable {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new Unusable("it is larger than " + (MOST_BYTES >> 20) + " MiB");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw new Unusable("it is not in UTF-8");
        } catch (NoSuchFileException _) {
            throw new Unusable("there is no such file");
        } catch (IOException failed) {
            throw new Unusable("it cannot be read (" + failed.getClass().getSimpleName() + ")");
        }
    }
}
