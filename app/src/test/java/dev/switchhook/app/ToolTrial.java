package dev.switchhook.app;

import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.testkit.TestSound;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A model that calls tools one after the other, keeps what they answer, and says goodbye. Before a call that says
/// that the caller has agreed, it asks.
final class ToolTrial implements Role {

    /// A tool call with its arguments as the model writes them, JSON or not.
    record Wish(String tool, String arguments) {}

    private static final Act ASK = new Act.Say("Is that right?", TestSound.speech(98, 300));

    private final List<Wish> wishes;
    private final List<String> answers = new ArrayList<>();
    private final CompletableFuture<List<String>> all = new CompletableFuture<>();

    ToolTrial(List<Wish> wishes) {
        this.wishes = List.copyOf(wishes);
    }

    static ToolTrial of(String tool, List<String> arguments) {
        return new ToolTrial(
                arguments.stream().map(text -> new Wish(tool, text)).toList());
    }

    /// What each call was answered, in order.
    List<String> answers() throws Exception {
        return all.get(40, TimeUnit.SECONDS);
    }

    @Override
    public String heard(int number) {
        return "nothing";
    }

    @Override
    public List<Act> play(Cue cue) {
        return switch (cue) {
            case Cue.Asked(String instructions) -> instructions.contains("goodbye") ? List.of(Clerk.goodbye()) : next();
            case Cue.ToolsAnswered(var given) -> {
                answers.add(given.getLast().output());
                yield next();
            }
            case Cue.CallerSpoke _ -> List.of();
        };
    }

    private List<Act> next() {
        if (answers.size() == wishes.size()) {
            all.complete(List.copyOf(answers));
            return List.of(Clerk.goodbye(), new Act.UseTool("hang_up", "{}"));
        }
        Wish wish = wishes.get(answers.size());
        Act call = new Act.UseTool(wish.tool(), wish.arguments());
        return wish.arguments().contains("\"confirmed\":true") ? List.of(ASK, call) : List.of(call);
    }
}
