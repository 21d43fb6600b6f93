package dev.switchhook.app.removal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// This module with a folder of it deleted: everything else is compiled anew, without what was there before.
///
/// @param deleted the folder, below every root of sources and resources
/// @param into below which the classes and resources of the program go, and those of its tests
record RemainingSources(Path deleted, Path into) {

    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final List<String> ROOTS = List.of("main", "test");

    /// The class path of the program that remains.
    String classPath() {
        Stream<String> remaining = ROOTS.stream().map(root -> classes(root).toString());
        return Stream.concat(remaining, others()).collect(Collectors.joining(File.pathSeparator));
    }

    /// Tests are told from the program by the names of these folders.
    private Path classes(String root) {
        return into.resolve("target").resolve(root.equals("main") ? "classes" : "test-classes");
    }

    /// Everything on the class path of this test but the classes of this module.
    private static Stream<String> others() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(part -> !Path.of(part).toAbsolutePath().startsWith(MODULE.resolve("target")));
    }

    /// Compiles what remains, and takes the resources along.
    ///
    /// @return what the compiler finds wrong, one line each
    List<String> compile() throws IOException {
        List<String> wrong = new ArrayList<>();
        String classPath = classPath();
        for (String root : ROOTS) {
            Files.createDirectories(classes(root));
            wrong.addAll(compile(root, classPath));
        }
        copy(MODULE.resolve("target/classes"), classes("main"));
        copy(MODULE.resolve("src/test/resources"), classes("test"));
        return wrong;
    }

    private List<String> compile(String root, String classPath) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
            List<String> options = List.of(
                    "-classpath",
                    classPath,
                    "-proc:none",
                    "-parameters",
                    "-nowarn",
                    "-d",
                    classes(root).toString());
            List<Path> sources = Stream.concat(
                            remaining(MODULE.resolve("src").resolve(root).resolve("java")),
                            root.equals("main") ? remainingPages() : Stream.empty())
                    .filter(path -> path.toString().endsWith(".java"))
                    .toList();
            compiler.getTask(null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
        return found.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .map(Object::toString)
                .toList();
    }

    /// The templates as the build has made classes of them. Those of the folder that is gone stand in one of its name,
    /// and so does what its pages load.
    private Stream<Path> remainingPages() throws IOException {
        Path pages = MODULE.resolve("target/generated-sources/jte/gg/jte/generated/precompiled");
        return remaining(pages).filter(page -> !pages.relativize(page).startsWith(deleted.getFileName()));
    }

    private Path assets() {
        return Path.of("assets").resolve(deleted.getFileName());
    }

    private Stream<Path> remaining(Path root) throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.walk(root)) {
            found = files.filter(Files::isRegularFile)
                    .filter(file -> !root.relativize(file).startsWith(deleted))
                    .filter(file -> !root.relativize(file).startsWith(assets()))
                    .toList();
        }
        return found.stream();
    }

    /// Resources, and what the container's compiler plugin has written about the classes that remain; whatever was
    /// compiled just now is newer. What that plugin wrote about the deleted ones is found by their names.
    private void copy(Path from, Path to) throws IOException {
        String gone = deleted.toString().replace(File.separatorChar, '.');
        for (Path file : remaining(from).toList()) {
            Path target = to.resolve(from.relativize(file));
            boolean ofClass = file.toString().endsWith(".class")
                    && !file.getFileName().toString().startsWith("$");
            if (ofClass || file.getFileName().toString().contains(gone) || Files.exists(target)) {
                continue;
            }
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }
}
