package dev.switchhook.app.docs;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Sources that were compiled in memory against the class path of the tests, with every warning an error, and
/// loaded.
final class Compiled extends ClassLoader {

    private static final Pattern NAME = Pattern.compile(
            "package ([\\w.]+);.*?^(?:public )?(?:final )?class (\\w+)", Pattern.DOTALL | Pattern.MULTILINE);

    private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

    private Compiled() {
        super(Compiled.class.getClassLoader());
    }

    /// Compiles these sources together.
    ///
    /// @throws AssertionError with the compiler's words when one of them is wrong
    static Compiled of(List<String> sources) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        Compiled compiled = new Compiled();
        try (JavaFileManager files = compiled.keeping(compiler.getStandardFileManager(problems, null, null))) {
            List<String> options = List.of(
                    "-classpath",
                    System.getProperty("java.class.path"),
                    "-proc:none",
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
        return compiled;
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

    private JavaFileManager keeping(JavaFileManager files) {
        return new ForwardingJavaFileManager<>(files) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
                ByteArrayOutputStream code = new ByteArrayOutputStream();
                classes.put(className, code);
                URI name = URI.create("memory:///" + className + kind.name().toLowerCase(Locale.ROOT));
                return new SimpleJavaFileObject(name, kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return code;
                    }
                };
            }
        };
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ByteArrayOutputStream code = classes.get(name);
        if (code == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, code.toByteArray(), 0, code.size());
    }
}
