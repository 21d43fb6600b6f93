package dev.switchhook.app.docs;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/// Sources that were compiled against the class path of the tests, with every warning an error, and loaded. The
/// container's annotation processor has seen them, so it finds their beans as it finds those of the program.
final class Compiled extends URLClassLoader {

    private static final Pattern NAME = Pattern.compile(
            "package ([\\w.]+);.*?^(?:public )?(?:final )?class (\\w+)", Pattern.DOTALL | Pattern.MULTILINE);

    private Compiled(Path classes) throws Exception {
        super(new URL[] {classes.toUri().toURL()}, Compiled.class.getClassLoader());
    }

    /// Compiles these sources together.
    ///
    /// @throws AssertionError with the compiler's words when one of them is wrong
    static Compiled of(List<String> sources) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        Path classes = Files.createTempDirectory(Files.createDirectories(Path.of("target", "pages")), "compiled");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
            String classPath = System.getProperty("java.class.path");
            List<String> options = List.of(
                    "-classpath",
                    classPath,
                    "-processorpath",
                    classPath,
                    "-proc:full",
                    "-d",
                    classes.toString(),
                    "-Xlint:all,-processing,-path",
                    "-Werror",
                    "-parameters");
            boolean right = compiler.getTask(
                            null,
                            files,
                            problems,
                            options,
                            null,
                            sources.stream().map(Compiled::source).toList())
                    .call();
            if (!right) {
                throw new AssertionError(problems.getDiagnostics().toString());
            }
        }
        return new Compiled(classes);
    }

    /// Runs the tests of one of these classes.
    ///
    /// @throws AssertionError with every failure
    TestExecutionSummary tested(String name) throws Exception {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(loadClass(name)))
                                .build(),
                        listener);
        StringWriter failures = new StringWriter();
        listener.getSummary().printFailuresTo(new PrintWriter(failures, true));
        if (listener.getSummary().getTotalFailureCount() > 0) {
            throw new AssertionError(failures.toString());
        }
        return listener.getSummary();
    }

    private static JavaFileObject source(String text) {
        return new SimpleJavaFileObject(
                URI.create("memory:///" + nameOf(text).replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /// The full name of the class that a source declares.
    static String nameOf(String source) {
        Matcher name = NAME.matcher(source);
        if (!name.find()) {
            throw new AssertionError("no package and class in: " + source);
        }
        return name.group(1) + "." + name.group(2);
    }
}
