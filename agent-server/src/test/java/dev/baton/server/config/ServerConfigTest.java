package dev.baton.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.carrier.LineTransport;
import dev.baton.server.SharedToken;
import dev.baton.server.UpgradeRequest;
import dev.baton.turn.TurnConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file may say, and what is said about one that says something else: each error with file and line. */
class ServerConfigTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("TOKEN", "s3cr3t-token", "PORT", "9000", "BLANK", "  ", "EMPTY", "", "DOLLAR", "a$1\\b");

    @TempDir
    private Path directory;

    // What is read

    @Test
    void wholeFile_isRead() {
        var config = read("""
                # A server
                baton:
                  server:
                    bind: 0.0.0.0
                    http-port: ${PORT}
                    threads: 2
                  limits:
                    calls: 7
                    start-timeout: 500ms
                    silence: 2m
                  turn:
                    min-endpointing: 700ms
                  tts.cache: 64KB
                  routes:
                    - transport: twilio
                      path: /voice/twilio
                      auth-token: ${TOKEN}
                      public-url: wss://bot.example.com
                      handler: hotel
                      max-calls: 3
                    - transport: audiosocket
                      bind: 127.0.0.1:9092
                    - {transport: telnyx, path: /t, header-token: "${TOKEN}"}
                """);

        assertThat(config.bind()).isEqualTo("0.0.0.0");
        assertThat(config.httpPort()).isEqualTo(9000);
        assertThat(config.threads()).contains(2);
        assertThat(config.calls()).isEqualTo(7);
        assertThat(config.startTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.silence()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.drain()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.phraseCacheBytes()).isEqualTo(64 * 1024);
        assertThat(config.turns(TurnConfig.builder()).build().minEndpointing()).isEqualTo(Duration.ofMillis(700));
        assertThat(config.routes())
                .extracting(RouteConfig::transport)
                .containsExactly(LineTransport.TWILIO, LineTransport.AUDIOSOCKET, LineTransport.TELNYX);
        var twilio = config.routes().get(0);
        assertThat(twilio.path()).isEqualTo("/voice/twilio");
        assertThat(twilio.handler()).contains("hotel");
        assertThat(twilio.maxCalls()).isEqualTo(3);
        assertThat(twilio.isOpen()).isFalse();
        assertThat(twilio.check().toString()).isEqualTo("TwilioSignature");
        assertThat(config.routes().get(1).address()).hasToString("/127.0.0.1:9092");
        assertThat(config.routes().get(1).isOpen()).isTrue();
        assertThat(config.routes().get(2).check()).isInstanceOf(SharedToken.class);
        assertThat(config.routes().get(2).check()).hasToString("SharedToken[the header x-telnyx-streaming-auth-token]");
    }

    @Test
    void tenRoutesAndMore_keepTheirOrder() {
        var text = new StringBuilder("routes:\n");
        for (int i = 0; i < 12; i++) {
            text.append("  - {transport: pcm, path: /").append(i).append("}\n");
        }
        assertThat(read(text.toString()).routes())
                .extracting(RouteConfig::path)
                .startsWith("/0", "/1", "/2")
                .endsWith("/10", "/11");
    }

    @Test
    void fileThatSaysNothing_isDefaults() {
        for (String text :
                List.of("", "\n\n", "# nothing\n", "---\n", "baton:\n", "baton:\n  server:\n    bind:\n", "{}")) {
            assertThat(read(text).print())
                    .as(text)
                    .isEqualTo(ServerConfig.defaults().print());
        }
    }

    @Test
    void whatIsSetByTheStarter_winsOverTheFileAndTheDefault() {
        var config = read("server:\n  bind: 10.0.0.1\n  http-port: 1\n").with("server.http-port", "2", "--http-port");
        assertThat(config.bind()).isEqualTo("10.0.0.1");
        assertThat(config.httpPort()).isEqualTo(2);
        assertThat(config.with("server.http-port", "3", "again").httpPort()).isEqualTo(3);
        assertThat(config.print())
                .anyMatch(line -> line.matches("server.http-port +2 +# --http-port"))
                .anyMatch(line -> line.matches("server.bind +10.0.0.1 +# baton.yml, line 2"))
                .anyMatch(line -> line.matches("limits.calls +400 +# default"));
    }

    @Test
    void routeOfTheStarter_comesAfterThoseOfTheFile() {
        var config = read("routes:\n  - {transport: pcm, path: /a}\n")
                .withRoute(Map.of("transport", "twilio", "path", "/b"), "--twilio");
        assertThat(config.routes()).extracting(RouteConfig::path).containsExactly("/a", "/b");
        assertThat(config.print()).anyMatch(line -> line.matches("routes.1.path +/b +# --twilio"));
    }

    @Test
    void print_hidesAllThatComesFromTheEnvironment() {
        var config = read("""
                stt:
                  url: wss://host/?key=${TOKEN}
                routes:
                  - transport: pcm
                    path: /pcm
                    bearer-token: ${TOKEN}
                """);
        assertThat(String.join("\n", config.print()))
                .doesNotContain("s3cr3t")
                .containsPattern("stt.url +\\(set, 28 characters\\) +# baton.yml, line 2")
                .containsPattern("routes.0.bearer-token +\\(set, 12 characters\\) +# baton.yml, line 6")
                .containsPattern("stt.language +en +# default");
        assertThat(config.sttUrl()).contains("wss://host/?key=s3cr3t-token");
    }

    @Test
    void variables_areTakenAsTheyAre() {
        assertThat(read("stt.model: x${DOLLAR}y${PORT}\n").sttModel()).contains("xa$1\\by9000");
        assertThat(read("stt.model: $PORT and ${not a name}\n").sttModel()).contains("$PORT and ${not a name}");
    }

    @Test
    void severalChecks_mustAllAgree() {
        var check = read("""
                        routes:
                          - transport: pcm
                            path: /pcm
                            bearer-token: ${TOKEN}
                            query-token: ${TOKEN}
                            query-name: t
                        """).routes().get(0).check();
        var both = new UpgradeRequest(
                "h", "/", Map.of("t", "s3cr3t-token"), Map.of("authorization", "Bearer s3cr3t-token"));
        assertThat(check.refusal(both)).isEmpty();
        assertThat(check.refusal(new UpgradeRequest("h", "/", Map.of(), both.headers())))
                .contains("the query parameter t is missing");
        assertThat(check.refusal(new UpgradeRequest("h", "/", both.parameters(), Map.of())))
                .contains("a bearer token is missing");
        assertThat(check.secretParameters()).containsExactly("t");
    }

    // What is refused

    @Test
    void unknownNames_areRefusedWithTheNearest() {
        refuses(
                "baton:\n  limits:\n    cals: 3\n",
                ErrorCode.CONFIG_UNKNOWN_KEY,
                "there is no setting \"limits.cals\"; did you mean \"limits.calls\"?   (baton.yml, line 3)");
        refuses(
                "turn:\n  min-endpoint: 1s\n",
                ErrorCode.CONFIG_UNKNOWN_KEY,
                "there is no setting \"turn.min-endpoint\"; did you mean \"turn.min-endpointing\"?   (baton.yml, line 2)");
        refuses("baton: hello\n", ErrorCode.CONFIG_UNKNOWN_KEY, "there is no setting \"baton\"   (baton.yml, line 1)");
        refuses(
                "routes:\n  - twilio\n",
                ErrorCode.CONFIG_UNKNOWN_KEY,
                "there is no setting \"routes.0\"   (baton.yml, line 2)");
        refuses(
                "routes:\n  - transport: pcm\n    path: /a\n    maxcalls: 3\n",
                ErrorCode.CONFIG_UNKNOWN_KEY,
                "a route has no \"maxcalls\"; did you mean \"max-calls\"?   (baton.yml, line 4)");
        refuses(
                "routes: {99999999999: {transport: pcm}}\n",
                ErrorCode.CONFIG_UNKNOWN_KEY,
                "there is no setting \"routes.99999999999.transport\"   (baton.yml, line 1)");
    }

    @Test
    void badValues_areRefused() {
        value("server.http-port", "many", "is no whole number");
        value("server.http-port", "-1", "is below 0");
        value("server.http-port", "65536", "is above 65535");
        value("server.threads", "0", "is below 1");
        value("server.threads", "two", "is no whole number");
        value("limits.calls", "0", "is below 1");
        value("limits.calls", "99999999999", "is no whole number");
        value("limits.connections-per-second", "1.5", "is no whole number");
        for (String name : List.of("limits.start-timeout", "limits.silence", "limits.drain")) {
            value(name, "10", "is no duration");
            value(name, "0s", "is no duration");
            value(name, "-1s", "is no duration");
            value(name, "1h", "is no duration");
        }
        value("tts.cache", "16", "is no size");
        value("tts.cache", "0MB", "is no size");
        value("record.when", "alwys", "is none of never, always; did you mean \"always\"?");
        value("vad.preset", "phone", "is none of telephone, quiet-room, noisy-street; did you mean \"telephone\"?");
        refuses(
                "record:\n  when: always\n",
                ErrorCode.CONFIG_VALUE,
                "record.when is always, and record.dir is not set   (baton.yml, line 2)");
    }

    private void value(String name, String text, String why) {
        refuses(
                "\n" + name + ": " + text + "\n",
                ErrorCode.CONFIG_VALUE,
                name + "=" + text + " " + why + "   (baton.yml, line 2)");
        refuses(
                () -> ServerConfig.defaults().with(name, text, "--it"),
                ErrorCode.CONFIG_VALUE,
                name + "=" + text + " " + why + "   (--it)");
    }

    @Test
    void valueFromTheEnvironment_isNotShown() {
        refuses(
                "limits.calls: ${TOKEN}\n",
                ErrorCode.CONFIG_VALUE,
                "limits.calls=(set, 12 characters) is no whole number   (baton.yml, line 1)");
    }

    @Test
    void turnSettingsThatContradict_areRefusedWithTheirLines() {
        String text = "turn:\n  max-endpointing: 1s\n  min-endpointing: 2s\n";
        var both = refuses(text, ErrorCode.SETTING_CONTRADICTION);
        assertThat(both)
                .hasMessageStartingWith("turn.min-endpointing=2s ")
                .hasMessageContaining("turn.max-endpointing=1s")
                .hasMessageEndingWith("   (baton.yml, line 3; baton.yml, line 2)");

        var overridden = refuses(
                () -> read("turn:\n  max-endpointing: 1s\n")
                        .with("turn.min-endpointing", "2s", "--turn.min-endpointing"),
                ErrorCode.SETTING_CONTRADICTION);
        assertThat(overridden).hasMessageEndingWith("   (--turn.min-endpointing; baton.yml, line 2)");

        var other = refuses(
                () -> read("turn:\n  min-endpointing: 2s\n").with("turn.max-endpointing", "1s", "--max"),
                ErrorCode.SETTING_CONTRADICTION);
        assertThat(other).hasMessageEndingWith("   (baton.yml, line 2; --max)");

        var one = refuses("turn:\n  min-endpointing: 9s\n", ErrorCode.SETTING_CONTRADICTION);
        assertThat(one).hasMessageEndingWith("   (baton.yml, line 2)");
        assertThat(one.tried()).contains("turn.max-endpointing was not set");
    }

    @Test
    void turnSettingsThatCannotBe_areRefusedWithTheirLine() {
        assertThat(refuses("turn:\n  endpointing-alpha: 7\n", ErrorCode.SETTING_RANGE))
                .hasMessageStartingWith("turn.endpointing-alpha=7")
                .hasMessageEndingWith("   (baton.yml, line 2)");
        assertThat(refuses("turn:\n  min-endpointing: soon\n", ErrorCode.SETTING_RANGE))
                .hasMessageStartingWith("turn.min-endpointing=soon")
                .hasMessageEndingWith("   (baton.yml, line 2)");
    }

    @Test
    void severalErrors_firstOfTheFileIsTold() {
        refuses(
                "zebra: 1\nlimits.cals: 2\napple: 3\n",
                ErrorCode.CONFIG_UNKNOWN_KEY,
                "there is no setting \"zebra\"   (baton.yml, line 1)");
    }

    @Test
    void missingVariables_areRefused() {
        for (String name : List.of("MISSING", "EMPTY", "BLANK")) {
            refuses(
                    "routes:\n  - transport: pcm\n    path: /a\n    bearer-token: ${" + name + "}\n",
                    ErrorCode.CONFIG_VALUE,
                    "the environment variable " + name + " is not set   (baton.yml, line 4)");
        }
    }

    @Test
    void secretInTheFile_isRefusedWithoutShowingIt() {
        for (String name : List.of("auth-token", "bearer-token", "header-token", "query-token")) {
            refuses(
                    "routes:\n  - transport: twilio\n    path: /a\n    " + name + ": hunter2\n",
                    ErrorCode.CONFIG_VALUE,
                    name + " stands in the file itself   (baton.yml, line 4)");
        }
    }

    @Test
    void routesThatCannotBe_areRefused() {
        route("path: /a", "a route has no transport   (baton.yml, line 2)");
        route(
                "transport: twillio\n    path: /a",
                "unknown transport \"twillio\"; did you mean \"twilio\"?   (baton.yml, line 2)");
        route("handler: h\n    transport: twilio", "a route of twilio has no path   (baton.yml, line 2)");
        route(
                "transport: pcm\n    path: voice",
                "the path voice does not begin with /, or has a query   (baton.yml, line 3)");
        route(
                "transport: pcm\n    path: /voice?a=b",
                "the path /voice?a=b does not begin with /, or has a query   (baton.yml, line 3)");
        route("transport: audiosocket", "a route of audiosocket has no bind   (baton.yml, line 2)");
        for (String address : List.of("localhost", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000", "127.0.0.1:-1")) {
            route(
                    "transport: audiosocket\n    bind: \"" + address + "\"",
                    "bind: " + address + " is no address with a port   (baton.yml, line 3)");
        }
        route(
                "transport: audiosocket\n    bind: 127.0.0.1:0\n    bearer-token: ${TOKEN}",
                "audiosocket shows nothing that bearer-token could check   (baton.yml, line 4)");
        route(
                "transport: pcm\n    path: /a\n    auth-token: ${TOKEN}",
                "auth-token checks Twilio's signature, and this route is pcm   (baton.yml, line 4)");
        route("transport: pcm\n    path: /a\n    max-calls: -1", "max-calls=-1 is below 0   (baton.yml, line 4)");
        String signed = "transport: twilio\n    path: /a\n    auth-token: ${TOKEN}\n    public-url: ";
        route(
                signed + "bot.example.com",
                "public-url has no scheme or host, or has a path: bot.example.com   (baton.yml, line 5)");
        route(
                signed + "\"wss://bot.example.com/voice\"",
                "public-url has no scheme or host, or has a path: wss://bot.example.com/voice   (baton.yml, line 5)");
        route(signed + "\"wss://bot example\"", "public-url is no address: wss://bot example   (baton.yml, line 5)");
    }

    @Test
    void forgottenTokensAndSettingsOfOtherRoutes_areRefused() {
        for (String empty : List.of("", "\"\"")) {
            route(
                    "transport: pcm\n    path: /a\n    bearer-token: " + empty,
                    "bearer-token has no value   (baton.yml, line 4)");
        }
        String pcm = "transport: pcm\n    path: /a\n    ";
        route(pcm + "bind: 127.0.0.1:1", "a route of pcm does not have bind   (baton.yml, line 4)");
        route(pcm + "header-name: x", "without header-token nothing asks for header-name   (baton.yml, line 4)");
        route(pcm + "query-name: x", "without query-token nothing asks for query-name   (baton.yml, line 4)");
        route(
                "transport: twilio\n    path: /a\n    public-url: \"wss://a.example\"",
                "without auth-token nothing asks for public-url   (baton.yml, line 4)");
        route(
                "transport: audiosocket\n    bind: 127.0.0.1:0\n    path: /a",
                "a route of audiosocket does not have path   (baton.yml, line 4)");
    }

    private void route(String route, String message) {
        refuses("routes:\n  - " + route + "\n", ErrorCode.CONFIG_VALUE, message);
    }

    @Test
    void whatIsNoYaml_isRefusedWithItsLineAndNotItsWords() {
        for (String text : List.of(
                "a: b\nb: \"hunter2\n",
                "a: b\n\thunter2: c\n",
                "a: hunter2: c\n",
                "a: [hunter2\n",
                "a: 1\n- hunter2\n",
                "a: \"hunter2\\q\"\n",
                "a: @hunter2\n",
                "a: hunter2\na: c\n",
                "a: {b: 1,\n b: hunter2}\n",
                "a: hunter2\u0001\n")) {
            var refused = refuses(text, ErrorCode.CONFIG_UNREADABLE);
            assertThat(refused.report())
                    .as(text)
                    .containsPattern("baton.yml is no YAML that can be read   \\(line [1-3]\\)")
                    .doesNotContain("hunter2");
        }
        refuses("hello\n", ErrorCode.CONFIG_UNREADABLE, "the configuration holds no names   (baton.yml, line 1)");
    }

    @Test
    void fileThatCannotBeRead_isRefused() throws IOException {
        var missing = directory.resolve("missing.yml");
        refuses(
                () -> ServerConfig.read(missing, ENVIRONMENT),
                ErrorCode.CONFIG_UNREADABLE,
                "the configuration " + missing + " cannot be read");
        refuses(
                () -> ServerConfig.read(directory, ENVIRONMENT),
                ErrorCode.CONFIG_UNREADABLE,
                "the configuration " + directory + " cannot be read");
        var latin = Files.write(directory.resolve("latin.yml"), new byte[] {'a', ':', ' ', (byte) 0xE4, '\n'});
        refuses(
                () -> ServerConfig.read(latin, ENVIRONMENT),
                ErrorCode.CONFIG_UNREADABLE,
                "the configuration " + latin + " cannot be read");
        refuses("# " + "x".repeat(1 << 20), ErrorCode.CONFIG_UNREADABLE);
    }

    @Test
    void damagedFiles_areReadOrRefusedInWords() {
        String good = """
                baton:
                  server: {bind: 0.0.0.0, http-port: "${PORT}"}
                  turn:
                    min-endpointing: 700ms
                    interrupt-phrases: [stop, "wait a moment"]
                  stt.model: !!binary aGVsbG8=
                  stt.language: &anchor en
                  routes:
                    - transport: twilio
                      path: /voice/twilio
                      auth-token: ${TOKEN}
                    - transport: audiosocket
                      bind: 127.0.0.1:9092
                """;
        String parts = ":-{}[]#&*!|>'\"%@`,? \n\t0a/$";
        for (int seed = 0; seed < 600; seed++) {
            var dice = new Random(seed);
            var text = new StringBuilder(good);
            for (int i = dice.nextInt(4); i >= 0; i--) {
                int at = dice.nextInt(text.length());
                switch (dice.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, parts.charAt(dice.nextInt(parts.length())));
                    default -> text.setCharAt(at, parts.charAt(dice.nextInt(parts.length())));
                }
            }
            try {
                read(text.toString());
            } catch (BatonException e) {
                assertThat(e.report())
                        .as("seed %d", seed)
                        .doesNotContain("s3cr3t")
                        .contains("baton.yml");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ":\n" + text, e);
            }
        }
    }

    private ServerConfig read(String text) {
        try {
            var file = Files.writeString(directory.resolve("baton.yml"), text, StandardCharsets.UTF_8);
            return ServerConfig.read(file, ENVIRONMENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refuses(String text, ErrorCode code, String message) {
        assertThat(refuses(text, code)).hasMessage(message);
    }

    private static void refuses(ThrowingCallable reading, ErrorCode code, String message) {
        assertThat(refuses(reading, code)).hasMessage(message);
    }

    private BatonException refuses(String text, ErrorCode code) {
        return refuses(() -> read(text), code);
    }

    private static BatonException refuses(ThrowingCallable reading, ErrorCode code) {
        var refused = catchThrowableOfType(BatonException.class, reading);
        assertThat(refused).isNotNull();
        assertThat(refused.code()).as(refused.getMessage()).isEqualTo(code);
        assertThat(refused.remedy()).isNotEmpty();
        return refused;
    }
}
