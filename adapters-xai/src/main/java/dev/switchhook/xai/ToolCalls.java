package dev.switchhook.xai;

import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.turn.ReplyId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Decides which tool calls are acted upon: those of responses that were completed, each once.
///
/// A call waits from its last argument until its `response.done`. Only that message says for certain how a response
/// ended; the status of a single item is not documented, and its role is wrong on the wire. The wait costs next to
/// nothing: all sound of a response comes before its calls, and the provider takes no answer before `response.done`
/// (`invalid_tool_call_id`, wire/xai.md 3.3). So an answer can never be too early either. A call of a response that
/// was cut is not acted upon: its caller may just have said "no, wait".
///
/// Bounded by numbers: past 500 calls of a session no further one is taken; the ends of the last 64 responses are
/// remembered. Owned by the dialogue.
final class ToolCalls {

    private static final int MOST_CALLS = 500;
    private static final int REMEMBERED = 64;

    /// What became of the calls of a response.
    ///
    /// @param wanted to be run, in the order in which they came
    /// @param dropped never to be run
    record Decided(List<ToolCall> wanted, List<ToolCall> dropped) {

        private static final Decided NOTHING = new Decided(List.of(), List.of());
    }

    private final Set<ToolCall.Id> seen = new HashSet<>();
    private final Map<ReplyId, List<ToolCall>> pending = new LinkedHashMap<>();
    private final Map<ReplyId, ReplyEnd> ends = new LinkedHashMap<>();

    /// A call was made before this session began.
    void known(ToolCall.Id call) {
        seen.add(call);
    }

    /// A call is complete in itself.
    ///
    /// @return what is decided at once, when its response is over already
    Decided called(ReplyId reply, ToolCall call) {
        if (seen.contains(call.id())) {
            return Decided.NOTHING;
        }
        if (seen.size() >= MOST_CALLS) {
            return new Decided(List.of(), List.of(call));
        }
        seen.add(call.id());
        ReplyEnd end = ends.get(reply);
        if (end != null) {
            return decided(List.of(call), end);
        }
        pending.computeIfAbsent(reply, _ -> new ArrayList<>()).add(call);
        return Decided.NOTHING;
    }

    /// A response is over.
    Decided ended(ReplyId reply, ReplyEnd end) {
        if (ends.putIfAbsent(reply, end) == null && ends.size() > REMEMBERED) {
            ends.remove(ends.keySet().iterator().next());
        }
        List<ToolCall> calls = pending.remove(reply);
        return calls == null ? Decided.NOTHING : decided(calls, end);
    }

    private static Decided decided(List<ToolCall> calls, ReplyEnd end) {
        List<ToolCall> all = List.copyOf(calls);
        return end == ReplyEnd.COMPLETE ? new Decided(all, List.of()) : new Decided(List.of(), all);
    }
}
