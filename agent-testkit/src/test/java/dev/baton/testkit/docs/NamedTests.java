package dev.baton.testkit.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Tests that documents name as {@code `Class.method`}, and scripts that they name as {@code `name.js`} or {@code `name.sh`}. */
public final class NamedTests {
    /** Of the repository, seen from the module whose tests run. */
    public static final Path ROOT = Path.of("..");

    private static final Pattern METHOD = Pattern.compile("`(\\w+)\\.(\\w+)`");
    private static final Pattern SCRIPT = Pattern.compile("`([\\w/-]+\\.(?:js|sh))`");

    private NamedTests() {}

    /** How many tests and scripts a text names. */
    public static int count(String text) {
        return methods(text).size() + scripts(text).size();
    }

    /** Those that a text names and that are not there, as it names them. */
    public static List<String> missing(String text) throws IOException {
        var missing = new ArrayList<String>();
        for (var method : methods(text)) {
            if (!exists(method.group(1), method.group(2))) {
                missing.add(method.group());
            }
        }
        for (var script : scripts(text)) {
            if (!Files.exists(ROOT.resolve("agent-examples").resolve(script.group(1)))) {
                missing.add(script.group());
            }
        }
        return missing;
    }

    /** The text without the tests that it names. */
    public static String without(String text) {
        return METHOD.matcher(text).replaceAll("");
    }

    private static List<MatchResult> methods(String text) {
        return METHOD.matcher(text)
                .results()
                .filter(match -> !isScript(match.group(2)))
                .toList();
    }

    private static List<MatchResult> scripts(String text) {
        return SCRIPT.matcher(text).results().toList();
    }

    private static boolean isScript(String extension) {
        return extension.equals("js") || extension.equals("sh");
    }

    private static boolean exists(String className, String method) throws IOException {
        try (var modules = Files.list(ROOT)) {
            for (var module : modules.map(path -> path.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (var files = Files.walk(module)) {
                    for (var file : files.filter(path -> path.endsWith(className + ".java"))
                            .toList()) {
                        if (Pattern.compile("(void|Stream<DynamicTest>) " + method + "\\(")
                                .matcher(Files.readString(file))
                                .find()) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }
}
