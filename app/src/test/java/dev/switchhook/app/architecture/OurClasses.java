package dev.switchhook.app.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/// The compiled main code of all modules, without what the compiler's plugins generated.
final class OurClasses {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(OurClasses::isMainCode)
            .withImportOption(OurClasses::isWrittenByHand)
            .importPackages("dev.switchhook");

    private OurClasses() {}

    static JavaClasses main() {
        return MAIN;
    }

    private static boolean isMainCode(Location location) {
        return ImportOption.Predefined.DO_NOT_INCLUDE_TESTS.includes(location) && !location.contains("-tests.jar");
    }

    private static boolean isWrittenByHand(Location location) {
        return !location.contains("/$") && !location.contains("$Definition") && !location.contains("$Introspection");
    }
}
