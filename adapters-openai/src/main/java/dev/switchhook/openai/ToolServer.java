package dev.switchhook.openai;

import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// An MCP server whose tools the provider runs by itself, so it must be reachable from the internet
/// (`wire/openai.md` 5). Its text form shows no secret.
///
/// @param label how the provider calls it
/// @param url where it is
/// @param authorization what the provider shows there; a token
/// @param tools the tools that may be used; all of them when there are none
/// @param approval whether each use asks for an approval. Nobody on a telephone can give one, so each is refused:
///     good for watching what the model would do
record ToolServer(String label, URI url, Optional<Secret> authorization, List<String> tools, boolean approval) {

    private static final String SERVERS = "openai.mcp-servers";
    private static final Pattern LABEL = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final Pattern TOOL = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    /// Keeps its own copy of the list.
    ToolServer {
        tools = List.copyOf(tools);
    }

    /// Reads all of them; each of the keys is a list of `label=value`.
    static List<ToolServer> read(SettingsReader reader) {
        Map<String, String> urls = pairs(reader, SERVERS, "URL");
        Map<String, String> secrets = pairs(reader, "openai.mcp-secrets", "TOKEN");
        Map<String, String> tools = pairs(reader, "openai.mcp-tools", "TOOL|TOOL");
        Map<String, String> approvals = pairs(reader, "openai.mcp-approval", "always|never");
        known(reader, "openai.mcp-secrets", secrets, urls);
        known(reader, "openai.mcp-tools", tools, urls);
        known(reader, "openai.mcp-approval", approvals, urls);
        List<ToolServer> servers = new ArrayList<>();
        urls.forEach((label, url) -> address(reader, url)
                .ifPresent(address -> servers.add(new ToolServer(
                        label,
                        address,
                        Optional.ofNullable(secrets.get(label)).map(Secret::new),
                        toolNames(reader, tools.getOrDefault(label, "")),
                        approval(reader, approvals.getOrDefault(label, "never"))))));
        return List.copyOf(servers);
    }

    /// The values by label; what was given is not shown when it is wrong, because it may be a secret.
    private static Map<String, String> pairs(SettingsReader reader, String key, String value) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String part : Texts.parts(reader.text(key))) {
            int equals = part.indexOf('=');
            String label = equals < 0 ? "" : part.substring(0, equals).strip();
            String given = part.substring(equals + 1).strip();
            if (!LABEL.matcher(label).matches() || given.isEmpty()) {
                reader.mistake(key, "has a part of another form", "LABEL=" + value + ", separated by commas");
                return Map.of();
            }
            if (pairs.put(label, given) != null) {
                reader.mistake(key, "names '" + label + "' twice", "each label once");
            }
        }
        return pairs;
    }

    private static void known(
            SettingsReader reader, String key, Map<String, String> given, Map<String, String> servers) {
        given.keySet().stream()
                .filter(label -> !servers.containsKey(label))
                .forEach(label -> reader.mistake(
                        key, "names '" + label + "', which is no server", "labels of OPENAI_MCP_SERVERS"));
    }

    private static Optional<URI> address(SettingsReader reader, String text) {
        try {
            URI url = new URI(text);
            if ("https".equals(url.getScheme()) && url.getHost() != null && url.getRawUserInfo() == null) {
                return Optional.of(url);
            }
        } catch (URISyntaxException _) {
            // Reported below.
        }
        reader.mistake(SERVERS, "has an address that the provider cannot reach safely", "LABEL=https://HOST[/PATH]");
        return Optional.empty();
    }

    private static List<String> toolNames(SettingsReader reader, String text) {
        List<String> names = Arrays.stream(text.split("\\|", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (!names.stream().allMatch(name -> TOOL.matcher(name).matches())) {
            reader.mistake("openai.mcp-tools", "has a name that no tool has", "LABEL=TOOL|TOOL, separated by commas");
        }
        return names;
    }

    private static boolean approval(SettingsReader reader, String text) {
        if (!text.equals("always") && !text.equals("never")) {
            reader.mistake("openai.mcp-approval", "has another value", "LABEL=always or LABEL=never");
        }
        return text.equals("always");
    }
}
