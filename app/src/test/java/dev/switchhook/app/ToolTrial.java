package dev.switchhook.app;

import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A model that calls tools one after the other, keeps what they answer, and says goodbye.
final class ToolTrial implements Role {

    /// A tool call with its arguments as the model writes them, JSON or not.
    record Wish(String tool, String arguments) {}

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
        return List.of(new Act.UseTool(wish.tool(), wish.arguments()));
    }
}
