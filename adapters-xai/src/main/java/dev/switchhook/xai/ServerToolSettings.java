package dev.switchhook.xai;

import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The tools that the provider runs by itself, and bills separately (wire/xai.md 2). They need no answer of ours.
/// Immutable.
///
/// @param web search of the web, by domain
/// @param x search of X, by handle
/// @param files search of the files that are stored at the provider
/// @param server tools of a server that the provider reaches by the Model Context Protocol
record ServerToolSettings(
        Optional<Sources> web, Optional<Sources> x, Optional<FileSearch> files, Optional<ToolServer> server) {

    /// The names of such tools: a function of that name is confused with them (wire/xai.md 4, 12).
    static final Set<String> NAMES = Set.of("web_search", "x_search", "file_search", "mcp");

    static final ServerToolSettings NONE =
            new ServerToolSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final EntryList DOMAINS = new EntryList(
            "([A-Za-z0-9]([A-Za-z0-9-]{0,62})?\\.)+[A-Za-z]{2,63}", 5, "domains such as example.com, each once");
    private static final EntryList HANDLES =
            new EntryList("[A-Za-z0-9_]{1,15}", 20, "handles without @, of 1 to 15 letters, digits and _, each once");
    private static final EntryList STORES =
            new EntryList("[A-Za-z0-9._:-]{1,128}", 20, "ids of vector stores, each once");
    private static final EntryList TOOLS =
            new EntryList("[A-Za-z0-9._-]{1,64}", 100, "names of tools of the server, each once");

    /// Where a search may look: everywhere when both lists are empty, of which never more than one is filled.
    ///
    /// @param allowed nowhere else
    /// @param excluded everywhere else
    record Sources(List<String> allowed, List<String> excluded) {

        /// Keeps its own copies of the lists.
        public Sources {
            allowed = List.copyOf(allowed);
            excluded = List.copyOf(excluded);
        }
    }

    /// A search of stored files.
    ///
    /// @param stores the ids of vector stores, at least one
    /// @param maxResults 1 to 50; absent leaves it to the provider
    record FileSearch(List<String> stores, Optional<Integer> maxResults) {

        /// Keeps its own copy of the list.
        public FileSearch {
            stores = List.copyOf(stores);
        }
    }

    /// A server of tools.
    ///
    /// @param url where the provider reaches it, `https`
    /// @param label how it is called in the session
    /// @param authorization what the provider shows to the server
    /// @param allowedTools the tools that may be used; all when it is empty
    record ToolServer(URI url, String label, Optional<Secret> authorization, List<String> allowedTools) {

        /// Keeps its own copy of the list.
        public ToolServer {
            allowedTools = List.copyOf(allowedTools);
        }
    }

    static ServerToolSettings read(SettingsReader reader) {
        return new ServerToolSettings(
                sources(reader, "xai.web-search", "domains", DOMAINS),
                sources(reader, "xai.x-search", "handles", HANDLES),
                files(reader),
                server(reader));
    }

    private static Optional<Sources> sources(SettingsReader reader, String key, String what, EntryList form) {
        boolean wanted = reader.choice(key, Set.of("true", "false"), "false").equals("true");
        String allowedKey = key + "-allowed-" + what;
        String excludedKey = key + "-excluded-" + what;
        Sources sources = new Sources(form.read(reader, allowedKey), form.read(reader, excludedKey));
        needs(reader, allowedKey, wanted || sources.allowed.isEmpty(), key + " is not true");
        needs(reader, excludedKey, wanted || sources.excluded.isEmpty(), key + " is not true");
        needs(
                reader,
                excludedKey,
                sources.allowed.isEmpty() || sources.excluded.isEmpty(),
                SettingsReader.environmentName(allowedKey) + " is set too, and only one of them may be");
        return wanted ? Optional.of(sources) : Optional.empty();
    }

    private static Optional<FileSearch> files(SettingsReader reader) {
        String most = "xai.file-search-max-results";
        List<String> stores = STORES.read(reader, "xai.file-search-stores");
        Optional<Integer> maxResults = reader.text(most).map(_ -> reader.number(most, 1, 1, 50));
        needs(reader, most, maxResults.isEmpty() || !stores.isEmpty(), "there is no XAI_FILE_SEARCH_STORES");
        return stores.isEmpty() ? Optional.empty() : Optional.of(new FileSearch(stores, maxResults));
    }

    private static Optional<ToolServer> server(SettingsReader reader) {
        String urlKey = "xai.mcp-server-url";
        String labelKey = "xai.mcp-server-label";
        boolean wanted = reader.text(urlKey).isPresent();
        Optional<String> label = XaiSettings.word(reader, labelKey, 64);
        Optional<Secret> authorization = reader.secret("xai.mcp-authorization");
        List<String> tools = TOOLS.read(reader, "xai.mcp-allowed-tools");
        String why = "there is no XAI_MCP_SERVER_URL";
        needs(reader, labelKey, wanted || label.isEmpty(), why);
        needs(reader, "xai.mcp-authorization", wanted || authorization.isEmpty(), why);
        needs(reader, "xai.mcp-allowed-tools", wanted || tools.isEmpty(), why);
        if (!wanted) {
            return Optional.empty();
        }
        if (label.isEmpty() && reader.text(labelKey).isEmpty()) {
            reader.mistake(labelKey, "is not set, but XAI_MCP_SERVER_URL is", "a short name for the server");
        }
        return Optional.of(
                new ToolServer(reader.url(urlKey, "", Set.of("https")), label.orElse(""), authorization, tools));
    }

    private static void needs(SettingsReader reader, String key, boolean met, String why) {
        if (!met) {
            reader.mistake(key, "has no effect: " + why, "nothing, as things are");
        }
    }
}
