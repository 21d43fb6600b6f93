package dev.switchhook.app.export;

import dev.switchhook.app.explain.Cause;
import dev.switchhook.app.filing.CallFile;
import dev.switchhook.app.journal.CallStory;
import java.time.ZoneId;
import java.util.List;

/// Everything that is known of calls, as the command line and the console give it away. What was said is in
/// it, so it is private.
public final class CallExport {

    private CallExport() {}

    /// One call as a JSON object, with everything that was noted in it. The names of the members are told
    /// in docs/operate.md.
    public static String json(CallStory call) {
        return CallJson.call(call);
    }

    /// Calls as a JSON array, without what was said in them.
    public static String json(List<CallStory> calls) {
        return CallJson.calls(calls);
    }

    /// Files of calls as a JSON array. The names of the members are told in docs/operate.md.
    public static String files(List<CallFile> files) {
        return FileJson.of(files);
    }

    /// Why one call was a bad one, as a JSON object; it holds nothing that was said.
    public static String explanation(CallStory call, List<Cause> causes) {
        return CallJson.explanation(call, causes);
    }

    /// One call for people, in lines of at most 100 columns, without a line break at the end.
    ///
    /// @param zone in which its beginning is told
    public static String text(CallStory call, ZoneId zone) {
        return CallSheet.of(call, zone);
    }
}
