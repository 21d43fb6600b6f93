package dev.switchhook.app.filing;

import dev.switchhook.app.console.Shell;
import dev.switchhook.app.console.access.Visitor;
import dev.switchhook.app.console.calls.CallForm;
import dev.switchhook.app.console.calls.CallList;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The console's page of calls, as far as its making takes time after the search.
final class ListPage {

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(ContentType.Html);
    private static final Shell SHELL =
            new Shell("Calls", "/console/calls", new Visitor("anna", Set.of("view"), "word", true), List.of());

    private ListPage() {}

    /// The page of what was found.
    static String html(CallSearch.Page found) {
        CallForm form = new CallForm(Map.of(), Map.of(), Criteria.ALL, CallSearch.NEWEST);
        StringOutput page = new StringOutput();
        TEMPLATES.render(
                "console/calls/page.jte",
                Map.of("shell", SHELL, "list", new CallList(form, Optional.of(found), false), "style", "calls.css"),
                page);
        return page.toString();
    }
}
