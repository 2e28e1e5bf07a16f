package dev.baton.server.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a YAML file into values by their dotted names, elements of lists by their number: {@code routes.0.path}. */
final class YamlTree {
    private static final long MAX_FILE_BYTES = 1 << 20;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final String ROOT = "baton.";
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String fileName;
    private final Map<String, String> environment;
    private final Map<String, ConfigValue> values = new LinkedHashMap<>();

    private YamlTree(String fileName, Map<String, String> environment) {
        this.fileName = fileName;
        this.environment = environment;
    }

    /** @throws BatonException if the file cannot be read, is no YAML, or names a variable that is not set */
    static Map<String, ConfigValue> read(Path file, Map<String, String> environment) {
        var tree = new YamlTree(String.valueOf(file.getFileName()), environment);
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new IOException("it is longer than 1 MiB");
            }
            try (var parser = YAML.createParser(Files.readString(file))) {
                tree.document(parser);
            }
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            // The parser's own words quote the line, which may hold a secret.
            throw new BatonException(
                    ErrorCode.CONFIG_UNREADABLE,
                    file + " is no YAML that can be read" + (at == null ? "" : "   (line " + at.getLineNr() + ")"),
                    "",
                    "check indentation, colons, quotes and names that are there twice near that line");
        } catch (IOException e) {
            throw new BatonException(
                    ErrorCode.CONFIG_UNREADABLE,
                    "the configuration " + file + " cannot be read",
                    e.getClass().getSimpleName() + ": " + e.getMessage(),
                    "name a file that is there and may be read",
                    e);
        }
        return tree.values;
    }

    private void document(JsonParser parser) throws IOException {
        var first = parser.nextToken();
        if (first == null || first == JsonToken.VALUE_NULL) {
            return; // empty, or comments alone
        }
        value(parser, "");
    }

    private void value(JsonParser parser, String path) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    value(parser, path.isEmpty() ? name : path + "." + name);
                }
            }
            case START_ARRAY -> {
                for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                    value(parser, path + "." + i);
                }
            }
            case VALUE_NULL -> {} // a name without a value says nothing
            default -> put(path, parser.getText(), parser.currentTokenLocation().getLineNr());
        }
    }

    private void put(String path, String text, int line) {
        String origin = fileName + ", line " + line;
        if (text.isEmpty() && !path.contains("routes.")) {
            return; // the parser's other way to tell a name without a value
        }
        if (path.isEmpty()) {
            throw new BatonException(
                    ErrorCode.CONFIG_UNREADABLE,
                    "the configuration holds no names   (" + origin + ")",
                    "",
                    "begin with baton:, and what belongs to it indented below");
        }
        String name = path.startsWith(ROOT) ? path.substring(ROOT.length()) : path;
        Matcher variable = VARIABLE.matcher(text);
        boolean fromEnvironment = variable.find();
        String resolved =
                fromEnvironment ? variable.reset().replaceAll(found -> variable(found.group(1), origin)) : text;
        values.put(name, new ConfigValue(resolved, origin, fromEnvironment));
    }

    private String variable(String name, String origin) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new BatonException(
                    ErrorCode.CONFIG_VALUE,
                    "the environment variable " + name + " is not set   (" + origin + ")",
                    "",
                    "set it, or take the line out");
        }
        return Matcher.quoteReplacement(value);
    }
}
