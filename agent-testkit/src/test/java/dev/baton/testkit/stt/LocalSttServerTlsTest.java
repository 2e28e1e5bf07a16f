package dev.baton.testkit.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioSink;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.stt.AssemblyAi;
import dev.baton.stt.ConnectionOptions;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server behind TLS, with a certificate that is made for the test. */
@Timeout(60)
class LocalSttServerTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static Path certificate;
    private static Path key;

    @BeforeAll
    static void makeCertificate(@TempDir Path directory) throws Exception {
        var keys = keysForLocalhost(directory.resolve("keys.p12"));
        certificate = pem(
                directory.resolve("cert.pem"),
                "CERTIFICATE",
                keys.getCertificate("local").getEncoded());
        key = pem(
                directory.resolve("key.pem"),
                "PRIVATE KEY",
                keys.getKey("local", PASSWORD).getEncoded());
    }

    private static Path pem(Path file, String what, byte[] encoded) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(encoded) + "\n-----END "
                        + what + "-----\n");
    }

    private static KeyStore keysForLocalhost(Path file) throws Exception {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var options = "-genkeypair -alias local -keyalg EC -dname CN=localhost -ext san=dns:localhost,ip:127.0.0.1"
                + " -storetype PKCS12 -storepass " + new String(PASSWORD);
        var made = new ArrayList<String>();
        made.add(keytool);
        made.addAll(List.of(options.split(" ")));
        made.addAll(List.of("-keystore", file.toString()));
        var process = new ProcessBuilder(made).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    @Test
    void clientThatTrustsTheCertificate_isServedOverWss() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                        .tls(certificate, key)
                        .start();
                var agent = VoiceAgent.builder()
                        .voiceActivityDetector(SoundDetector.provider())
                        .speechGate(SoundDetector.gate())
                        .speechToText(AssemblyAi.builder()
                                .url(server.assemblyAiUri())
                                .apiKey("test-key")
                                .build())
                        .connections(
                                ConnectionOptions.builder().trust(certificate).build())
                        .turnHandler((utterance, reply) -> heard.add(utterance.text()))
                        .build()) {
            assertThat(server.assemblyAiUri().getScheme()).isEqualTo("wss");
            var caller = SyntheticCaller.builder(16_000)
                    .silence(Duration.ofMillis(400))
                    .turn("thank you")
                    .silence(Duration.ofMillis(900))
                    .build();
            agent.answer(caller, AudioSink.discard(), CallOptions.defaults())
                    .completion()
                    .get(40, TimeUnit.SECONDS);

            assertThat(heard).containsExactly("thank you");
        }
    }

    @Test
    void filesThatAreNoPair_areToldBeforeAnythingListens() {
        var builder = LocalSttServer.builder(new ScriptedRecognizer());
        assertThatThrownBy(() -> builder.tls(certificate, certificate))
                .isInstanceOfSatisfying(BatonException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.BAD_USAGE);
                    assertThat(e.report()).contains("cert.pem", "PKCS #8");
                });
        assertThatThrownBy(() -> builder.tls(Path.of("nowhere.pem"), key)).isInstanceOf(BatonException.class);
    }
}
