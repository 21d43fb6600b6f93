package dev.switchhook.openai;

import java.util.function.Consumer;

/// Tools that the provider runs by itself, at servers of ours (`wire/openai.md` 5). A use that asks for an approval
/// is refused, because nobody on a telephone can give one. A reply that has only used such tools, and said nothing,
/// leaves the caller waiting: then another one must be asked for. Not safe for use by several threads.
final class ServerTools {

    private final ClientEvents events;
    private final Tally tally;
    private String response = "";
    private boolean spoke;

    ServerTools(ClientEvents events, Tally tally) {
        this.events = events;
        this.tally = tally;
    }

    /// Such a tool was used, or is to be.
    void used(ServerEvent.ServerToolDone tool, Consumer<String> out) {
        if (!tool.response().equals(response)) {
            response = tool.response();
            spoke = false;
        }
        if (tool.wantsApproval()) {
            tally.count(OpenAiOddity.APPROVAL_REFUSED);
            out.accept(events.refuseApproval(tool.item()));
        }
    }

    /// A reply has said something, or asked for a tool of ours, whose outcome will be answered.
    void spoke(String by) {
        spoke |= by.equals(response);
    }

    /// A reply is over.
    ///
    /// @return whether it has used such tools and said nothing
    boolean silent(String ended) {
        boolean silent = ended.equals(response) && !spoke;
        if (ended.equals(response)) {
            response = "";
        }
        return silent;
    }
}
