package dev.switchhook.app.console;

import dev.switchhook.app.console.access.ConsoleRole;
import dev.switchhook.app.console.access.Visitor;
import java.util.List;

/// What stands around the content of every page.
///
/// @param title of this page
/// @param path its address
/// @param visitor who looks at it
/// @param links where else they can go
public record Shell(String title, String path, Visitor visitor, List<Link> links) {

    /// A way to another page.
    ///
    /// @param path where it leads
    /// @param title how it is called
    /// @param here whether it leads to this page, or to the part of the console that this page belongs to
    public record Link(String path, String title, boolean here) {}

    /// Keeps its own copy.
    public Shell {
        links = List.copyOf(links);
    }

    /// What every form has to carry in its field `csrf`.
    public String formToken() {
        return visitor.formToken();
    }

    /// The same for everything that htmx sends, as the value of `hx-headers`.
    public String requestHeaders() {
        return "{\"X-CSRF-Token\":\"" + visitor.formToken() + "\"}";
    }

    /// Whether this visitor may step into calls.
    public boolean mayOperate() {
        return visitor.may(ConsoleRole.OPERATE);
    }

    /// Whether this visitor may take data away.
    public boolean mayExport() {
        return visitor.may(ConsoleRole.EXPORT);
    }
}
