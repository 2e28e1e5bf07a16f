package dev.baton.server.config;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.NearestName;
import dev.baton.turn.Setting;
import dev.baton.turn.TurnConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a server is told, checked as far as that goes without starting it. Immutable. */
public final class ServerConfig {
    private static final Pattern ROUTE = Pattern.compile("routes\\.(\\d{1,6})\\.(.+)");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m)");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,6})(KB|MB)");
    private static final String DEFAULT = "default";
    private static final int MAX_PORT = 65_535;

    private final Map<String, ConfigValue> values;
    private final List<RouteConfig> routes;

    private ServerConfig(Map<String, ConfigValue> values, List<RouteConfig> routes) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values)); // in order: the first error is told
        this.routes = List.copyOf(routes);
        check();
    }

    /** Nothing is said: defaults, and no routes. */
    public static ServerConfig defaults() {
        return new ServerConfig(Map.of(), List.of());
    }

    /**
     * @param environment for {@code ${NAME}} in the file
     * @throws BatonException {@code BT-301} to {@code BT-303}, and what {@code TurnConfig} refuses, with file and line
     */
    public static ServerConfig read(Path file, Map<String, String> environment) {
        var values = new LinkedHashMap<String, ConfigValue>();
        var routes = new TreeMap<Integer, Map<String, ConfigValue>>();
        YamlTree.read(file, environment).forEach((name, value) -> {
            var route = ROUTE.matcher(name);
            if (route.matches()) {
                routes.computeIfAbsent(Integer.valueOf(route.group(1)), number -> new LinkedHashMap<>())
                        .put(route.group(2), value);
            } else {
                values.put(name, value);
            }
        });
        var read = new ArrayList<RouteConfig>();
        routes.forEach((number, route) -> read.add(new RouteConfig("routes." + number, route)));
        return new ServerConfig(values, read);
    }

    /** The same with another value, which wins over the file's. */
    public ServerConfig with(String name, String value, String origin) {
        var changed = new LinkedHashMap<>(values);
        changed.put(name, new ConfigValue(value, origin, false));
        return new ServerConfig(changed, routes);
    }

    /** @param values by name, as below {@code routes:} in a file */
    public ServerConfig withRoute(Map<String, String> values, String origin) {
        var route = new LinkedHashMap<String, ConfigValue>();
        values.forEach((name, value) -> route.put(name, new ConfigValue(value, origin, false)));
        var more = new ArrayList<>(routes);
        more.add(new RouteConfig("routes." + routes.size(), route));
        return new ServerConfig(values(), more);
    }

    private Map<String, ConfigValue> values() {
        return values;
    }

    private void check() {
        var known = new ArrayList<>(ConfigKey.labels());
        TurnConfig.settings().forEach(setting -> known.add(setting.name()));
        values.forEach((name, value) -> {
            if (!known.contains(name)) {
                throw new BatonException(
                        ErrorCode.CONFIG_UNKNOWN_KEY,
                        "there is no setting \"" + name + "\"" + NearestName.question(name, known) + "   ("
                                + value.origin() + ")",
                        "",
                        "see docs/config-reference.md for all of them");
            }
        });
        var turns = turns(TurnConfig.builder());
        try {
            turns.build();
        } catch (BatonException e) {
            String what = String.valueOf(e.getMessage());
            throw new BatonException(e.code(), what + "   (" + origins(what) + ")", e.tried(), e.remedy(), e);
        }
        for (var key : List.of(ConfigKey.CALLS, ConfigKey.CONNECTION_RATE)) {
            number(key, 1);
        }
        httpPort();
        threads();
        for (var key : List.of(ConfigKey.START_TIMEOUT, ConfigKey.SILENCE, ConfigKey.DRAIN)) {
            duration(key);
        }
        phraseCacheBytes();
        oneOf(ConfigKey.RECORD_WHEN, List.of("never", "always"));
        oneOf(ConfigKey.RECORD_REDACTED, List.of("true", "false"));
        oneOf(ConfigKey.VAD_PRESET, List.of("telephone", "quiet-room", "noisy-street"));
        if (recordsCalls() && recordDirectory().isEmpty()) {
            throw complaint(
                    ErrorCode.CONFIG_VALUE,
                    "record.when is always, and record.dir is not set",
                    value(ConfigKey.RECORD_WHEN),
                    "say where recordings go");
        }
    }

    /** Where the settings come from that a message names, in its order. */
    private String origins(String message) {
        var byPlace = new TreeMap<Integer, String>();
        values.forEach((name, value) -> {
            int place = message.indexOf(name + "=");
            if (place >= 0) {
                byPlace.put(place, value.origin());
            }
        });
        return byPlace.values().stream().distinct().collect(Collectors.joining("; "));
    }

    /** Sets what is configured about turns. */
    public TurnConfig.Builder turns(TurnConfig.Builder builder) {
        for (Setting<?> setting : TurnConfig.settings()) {
            var value = values.get(setting.name());
            if (value != null) {
                try {
                    builder.set(setting.name(), value.text());
                } catch (BatonException e) {
                    throw new BatonException(
                            e.code(), e.getMessage() + "   (" + value.origin() + ")", e.tried(), e.remedy(), e);
                }
            }
        }
        return builder;
    }

    public List<RouteConfig> routes() {
        return routes;
    }

    public String bind() {
        return text(ConfigKey.BIND);
    }

    public int httpPort() {
        return number(ConfigKey.HTTP_PORT.label, value(ConfigKey.HTTP_PORT), 0, MAX_PORT);
    }

    /** Empty for one per processor. */
    public Optional<Integer> threads() {
        return text(ConfigKey.THREADS).isEmpty() ? Optional.empty() : Optional.of(number(ConfigKey.THREADS, 1));
    }

    public int calls() {
        return number(ConfigKey.CALLS, 1);
    }

    public int connectionsPerSecond() {
        return number(ConfigKey.CONNECTION_RATE, 1);
    }

    public Duration startTimeout() {
        return duration(ConfigKey.START_TIMEOUT);
    }

    public Duration silence() {
        return duration(ConfigKey.SILENCE);
    }

    public Duration drain() {
        return duration(ConfigKey.DRAIN);
    }

    public String sttService() {
        return text(ConfigKey.STT_SERVICE);
    }

    public Optional<String> sttUrl() {
        return nonEmpty(ConfigKey.STT_URL);
    }

    public String sttLanguage() {
        return text(ConfigKey.STT_LANGUAGE);
    }

    public Optional<String> sttModel() {
        return nonEmpty(ConfigKey.STT_MODEL);
    }

    public String ttsService() {
        return text(ConfigKey.TTS_SERVICE);
    }

    public Optional<String> ttsVoice() {
        return nonEmpty(ConfigKey.TTS_VOICE);
    }

    public long phraseCacheBytes() {
        var value = value(ConfigKey.TTS_CACHE);
        var bytes = BYTES.matcher(value.text());
        if (!bytes.matches() || bytes.group(1).matches("0+")) {
            throw complaint(
                    ErrorCode.CONFIG_VALUE, "tts.cache=" + value.shown() + " is no size", value, "write it as in 64MB");
        }
        return Long.parseLong(bytes.group(1)) << (bytes.group(2).equals("MB") ? 20 : 10);
    }

    public String vadPreset() {
        return text(ConfigKey.VAD_PRESET);
    }

    public boolean recordsCalls() {
        return text(ConfigKey.RECORD_WHEN).equals("always");
    }

    public Optional<String> recordDirectory() {
        return nonEmpty(ConfigKey.RECORD_DIRECTORY);
    }

    public boolean redactsRecordings() {
        return text(ConfigKey.RECORD_REDACTED).equals("true");
    }

    public Optional<String> llmUrl() {
        return nonEmpty(ConfigKey.LLM_URL);
    }

    public Optional<String> llmModel() {
        return nonEmpty(ConfigKey.LLM_MODEL);
    }

    public Optional<String> llmPrompt() {
        return nonEmpty(ConfigKey.LLM_PROMPT);
    }

    private Optional<String> nonEmpty(ConfigKey key) {
        return Optional.of(text(key)).filter(text -> !text.isEmpty());
    }

    private String text(ConfigKey key) {
        return value(key).text();
    }

    private ConfigValue value(ConfigKey key) {
        return values.getOrDefault(key.label, new ConfigValue(key.defaultText, DEFAULT, false));
    }

    private int number(ConfigKey key, int least) {
        return number(key.label, value(key), least, Integer.MAX_VALUE);
    }

    static int number(String name, ConfigValue value, int least, int most) {
        int number;
        try {
            number = Integer.parseInt(value.text());
        } catch (NumberFormatException e) {
            throw complaint(
                    ErrorCode.CONFIG_VALUE, name + "=" + value.shown() + " is no whole number", value, "write digits");
        }
        if (number < least) {
            throw complaint(
                    ErrorCode.CONFIG_VALUE, name + "=" + value.shown() + " is below " + least, value, "raise it");
        }
        if (number > most) {
            throw complaint(
                    ErrorCode.CONFIG_VALUE, name + "=" + value.shown() + " is above " + most, value, "lower it");
        }
        return number;
    }

    private Duration duration(ConfigKey key) {
        var value = value(key);
        var duration = DURATION.matcher(value.text());
        if (!duration.matches() || duration.group(1).matches("0+")) {
            throw complaint(
                    ErrorCode.CONFIG_VALUE,
                    key.label + "=" + value.shown() + " is no duration",
                    value,
                    "write it as in 500ms, 10s or 2m");
        }
        long count = Long.parseLong(duration.group(1));
        return switch (duration.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        };
    }

    private void oneOf(ConfigKey key, List<String> choices) {
        var value = value(key);
        if (!choices.contains(value.text())) {
            throw complaint(
                    ErrorCode.CONFIG_VALUE,
                    key.label + "=" + value.shown() + " is none of " + String.join(", ", choices)
                            + NearestName.question(value.text(), choices),
                    value,
                    "choose one of them");
        }
    }

    private static BatonException complaint(ErrorCode code, String what, ConfigValue at, String remedy) {
        return new BatonException(code, what + "   (" + at.origin() + ")", "", remedy);
    }

    /** Every value with its origin, one a line, secrets hidden. */
    public List<String> print() {
        var lines = new ArrayList<String>();
        for (var key : ConfigKey.values()) {
            lines.add(line(key.label, value(key)));
        }
        for (Setting<?> setting : TurnConfig.settings()) {
            lines.add(line(
                    setting.name(),
                    values.getOrDefault(setting.name(), new ConfigValue(setting.defaultText(), DEFAULT, false))));
        }
        for (int i = 0; i < routes.size(); i++) {
            int number = i;
            new TreeMap<>(routes.get(i).values())
                    .forEach((name, value) -> lines.add(line("routes." + number + "." + name, value)));
        }
        return lines;
    }

    private static String line(String name, ConfigValue value) {
        return "%-32s %-28s # %s".formatted(name, value.text().isEmpty() ? "-" : value.shown(), value.origin());
    }
}
