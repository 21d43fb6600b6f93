package dev.switchhook.app.tooltest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.app.tools.EffectLedger;
import dev.switchhook.app.tools.MemoryEffectLedger;
import dev.switchhook.app.tools.SchemaTool;
import dev.switchhook.app.tools.ToolCatalogue;
import dev.switchhook.app.tools.ToolContext;
import dev.switchhook.app.tools.ToolDefinition;
import dev.switchhook.app.tools.ToolReply;
import dev.switchhook.app.tools.Trust;
import dev.switchhook.app.tools.VoiceTool;
import dev.switchhook.domain.tool.Tool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The tools of one test method, the ledger of their effects, and the processes that use both. Counts how often each
/// tool
/// has run. Safe for use by several threads.
final class ToolBench {

    private final List<VoiceTool<?>> tools;
    private final EffectLedger ledger = new MemoryEffectLedger();
    private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();

    /// Refuses tools that the program would refuse, in the same words.
    ToolBench(List<VoiceTool<?>> tools) {
        this.tools = List.copyOf(tools);
        process();
    }

    /// Another process with the same tools and the same ledger.
    ToolProcess process() {
        MortalLedger mortal = new MortalLedger(ledger);
        return new ToolProcess(
                new ToolCatalogue(
                        List.of(),
                        tools.stream()
                                .map(tool -> (SchemaTool) new Counted(SchemaTool.of(tool), this, mortal))
                                .toList(),
                        mortal),
                mortal);
    }

    /// How often a tool has run.
    int runs(String tool) {
        AtomicInteger count = runs.get(tool);
        return count == null ? 0 : count.get();
    }

    /// How often all of them have.
    int runs() {
        return runs.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    private void ran(String tool) {
        runs.computeIfAbsent(tool, _ -> new AtomicInteger()).incrementAndGet();
    }

    EffectLedger ledger() {
        return ledger;
    }

    /// What a program has of the tools, and what remembers for it.
    record ToolProcess(ToolCatalogue catalogue, MortalLedger ledger) {}

    /// A tool whose runs are counted.
    private record Counted(SchemaTool tool, ToolBench bench, MortalLedger process) implements SchemaTool {

        @Override
        public Tool shown() {
            return tool.shown();
        }

        @Override
        public ToolDefinition.Effect effect() {
            return tool.effect();
        }

        @Override
        public Trust trust() {
            return tool.trust();
        }

        @Override
        public Map<String, List<String>> choices() {
            return tool.choices();
        }

        @Override
        public Set<String> personal() {
            return tool.personal();
        }

        @Override
        public ToolReply run(ToolContext context, ObjectNode arguments) {
            boolean unseen = false;
            try {
                ToolReply reply = tool.run(context, arguments);
                unseen = refusedByTheSdk(reply);
                return reply;
            } finally {
                if (!unseen) {
                    bench.ran(shown().name());
                }
                process.toolHasRun();
            }
        }

        /// What the record of parameters itself refuses, the tool has not seen.
        private static boolean refusedByTheSdk(ToolReply reply) {
            return reply instanceof ToolReply.Refused(Object answer, var _)
                    && answer.getClass().getPackage().equals(SchemaTool.class.getPackage());
        }

        @Override
        public Optional<ToolReply> outcomeOf(ToolContext context, ObjectNode arguments) {
            return tool.outcomeOf(context, arguments);
        }
    }
}
