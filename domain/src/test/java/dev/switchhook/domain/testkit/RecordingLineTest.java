package dev.switchhook.domain.testkit;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.PhoneLine;

class RecordingLineTest extends PhoneLineContract {

    private record InMemory(RecordingLine recording, Recorded<LineEvent> events) implements Bench {

        static InMemory connected() {
            Recorded<LineEvent> events = new Recorded<>();
            return new InMemory(new RecordingLine(events::add), events);
        }

        @Override
        public PhoneLine line() {
            return recording;
        }

        @Override
        public Recorded<LineCommand> arrived() {
            return recording.commands();
        }

        @Override
        public void callerSends(AudioChunk frame) {
            recording.callerSends(frame);
        }

        @Override
        public void callerPresses(char key) {
            recording.callerPresses(key);
        }

        @Override
        public void callerHangsUp() {
            recording.callerHangsUp();
        }

        @Override
        public void cutConnection() {
            recording.cut();
        }

        @Override
        public void awaitClosedByUs() {
            recording.awaitClosed();
        }

        @Override
        public void close() {
            recording.cut();
        }
    }

    @Override
    protected Bench bench() {
        return InMemory.connected();
    }
}
