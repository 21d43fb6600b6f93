package dev.switchhook.app.tooltest;

import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.app.tools.VoiceTool;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Makes tools as the container of the running program makes them, without anything of that program beside them. Used
/// by
/// one test method.
final class ToolContainer implements AutoCloseable {

    private final ApplicationContext context;
    private final List<VoiceTool<?>> tools;
    private @Nullable Database database;

    ToolContainer(List<Class<? extends VoiceTool<?>>> types) {
        context = ApplicationContext.builder(types.getFirst().getClassLoader())
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .environmentPropertySource(false)
                .banner(false)
                .build();
        context.start();
        context.registerSingleton(InstantSource.class, InstantSource.system());
        context.registerBeanDefinition(RuntimeBeanDefinition.builder(DataSource.class, this::dataSource)
                .singleton(true)
                .build());
        tools = types.stream().<VoiceTool<?>>map(this::made).toList();
    }

    private VoiceTool<?> made(Class<? extends VoiceTool<?>> type) {
        if (context.findBeanDefinition(type).isEmpty()) {
            throw new IllegalStateException("the container does not find " + type.getName()
                    + "; allowed: a class with @Singleton that was compiled with Micronaut's annotation processor");
        }
        return context.getBean(type);
    }

    private synchronized DataSource dataSource() {
        if (database == null) {
            database = Database.open(
                    new DatabaseSettings("jdbc:h2:mem:" + UUID.randomUUID(), Optional.empty(), Optional.empty()));
        }
        return database.dataSource();
    }

    List<VoiceTool<?>> tools() {
        return tools;
    }

    @Override
    public synchronized void close() {
        context.close();
        if (database != null) {
            database.close();
        }
    }
}
