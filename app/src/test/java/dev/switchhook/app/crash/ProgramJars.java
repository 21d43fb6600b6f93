package dev.switchhook.app.crash;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// The class path of the program itself, without the tests; folders of classes are packed into jars.
public final class ProgramJars {

    private ProgramJars() {}

    /// Packs what has to be packed.
    ///
    /// @param directory where the jars are written
    public static String classPath(Path directory) throws IOException {
        List<String> parts = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(part).toAbsolutePath();
            if (!Files.isDirectory(path)) {
                parts.add(part);
            } else if (path.endsWith("classes")) {
                parts.add(packed(path, directory).toString());
            }
        }
        return String.join(File.pathSeparator, parts);
    }

    private static Path packed(Path classes, Path directory) throws IOException {
        Path jar = directory.resolve(classes.getParent().getParent().getFileName() + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(file -> !file.equals(classes)).sorted().toList()) {
                // Folders, too: what looks for all the files of a folder finds them by it.
                String name = classes.relativize(file).toString().replace('\\', '/');
                if (Files.isDirectory(file)) {
                    entries.putNextEntry(new JarEntry(name + "/"));
                } else {
                    entries.putNextEntry(new JarEntry(name));
                    Files.copy(file, entries);
                }
                entries.closeEntry();
            }
        }
        return jar;
    }
}
