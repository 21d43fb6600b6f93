package dev.switchhook.app.tools;

/// Tells who asks and what they have said last, for tests of the test kit.
@ToolDefinition(
        name = "my_tables",
        description = "Tells the caller's tables.",
        effect = ToolDefinition.Effect.READS,
        listens = true,
        trust = Trust.NUMBER_ATTESTED)
final class MyTables implements VoiceTool<MyTables.Nothing> {

    record Nothing() {}

    record Told(String number, String said) {}

    @Override
    public ToolReply run(ToolContext context, Nothing nothing) {
        return new ToolReply.Done(new Told(
                context.caller().from().stated(),
                context.said().latest().getLast().text()));
    }
}
