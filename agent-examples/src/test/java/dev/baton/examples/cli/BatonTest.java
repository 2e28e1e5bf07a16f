package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatonTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
        return Baton.run(console, arguments);
    }

    private String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "call --handler apointment, BT-002, did you mean \"appointment\"?",
        "call --handler llm, BT-003, add --llm-url URL and --llm-model NAME",
        "call --handler llm --llm-url http://127.0.0.1:1, BT-003, add --llm-model NAME",
        "call --handler llm --llm-model x --llm-url ws://127.0.0.1:1, BT-003, http://127.0.0.1:11434/v1",
        "call --handler llm --llm-model x --llm-url http://[, BT-003, http://127.0.0.1:11434/v1",
        "call --handler echo --greeting hello, BT-003, leave one of them out",
        "call --llm-model x, BT-003, --handler llm",
        "call --stt embeded, BT-002, did you mean \"embedded\"?",
        "call --stt deepgram --stt-url https://stt.test/listen, BT-311, wss://api.deepgram.com/v1/listen",
        "call --stt smallest-pulse-pro, BT-002, use --stt smallest-pulse",
        "call --sttt x, BT-003, did you mean --stt?",
        "cal, BT-002, did you mean \"call\"?",
        "call --mic --seed 3, BT-003, choose one of them",
        "call --fast --mic, BT-003, leave one of them out",
        "call --fast --stt smallest-pulse, BT-003, leave out --stt",
        "call --fast --stt-url ws://127.0.0.1:1/, BT-003, leave out --stt-url",
        "call --headphones, BT-003, add --mic",
        "call --seed x, BT-003, 'x'",
        "call --handler script, BT-003, add --script FILE",
        "call --handler echo --script x, BT-003, leave one of them out",
        "call --speaker-device x, BT-003, add --mic",
        "transcribe, BT-003, nothing to listen to",
        "transcribe --mic --fast, BT-003, leave one of them out",
        "transcribe - --rate 13000, BT-003, use one of",
        "transcribe - --channels 9, BT-003, 1 to 8",
        "transcribe - --encoding mp3, BT-003, mp3",
        "accuracy --calls 0, BT-003, out of range",
        "vad a.wav, BT-003, --out",
        "vad --out x, BT-003, FILE",
        "vad a.wav --out x --detector enrgy, BT-002, did you mean \"energy\"?",
        "vad a.wav --out x --preset telefone, BT-002, did you mean \"telephone\"?",
        "simulate /no/such.jsonl, BT-101, /no/such.jsonl",
        "simulate --only qiet-01, BT-002, did you mean \"quiet-01\"?",
        "stt-server --port 99999, BT-003, 0 to 65535",
        "fault-proxy, BT-003, --to",
        "fault-proxy --to localhost, BT-003, 127.0.0.1:8089",
        "fault-proxy --to ws://localhost:80/x, BT-003, 127.0.0.1:8089",
        "fault-proxy --to localhost:99999, BT-003, 127.0.0.1:8089",
        "fault-proxy --to localhost:80 --port 99999, BT-003, 0 to 65535",
        "fault-proxy --to localhost:80 --fault cutt, BT-002, did you mean \"cut\"?",
        "fault-proxy --to localhost:80 --fault throttle=x, BT-003, \"x\" is not a whole number",
        "stt-server --dialect deepgran, BT-002, deepgram",
        "stt-server --fault resett, BT-002, reset",
        "stt-server --faulty -1, BT-003, 0 to 1000000"
    })
    void wrongUse_isToldWithStatus2(String line, String code, String hint) {
        int status = run(line.split(" "));

        assertThat(complaint()).startsWith("error " + code).contains(hint).doesNotContain("Exception", "\tat ");
        assertThat(status).isEqualTo(2);
        assertThat(out.size()).isZero();
    }

    @Test
    void missingFile_isToldWithStatus1() {
        assertThat(run("call", "/no/such/file.wav")).isEqualTo(1);
        assertThat(complaint())
                .startsWith("error BT-101: /no/such/file.wav does not exist")
                .contains("do: ");
    }

    @Test
    void fileThatIsNoAudio_isTold(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("letter.wav"), "Dear Sir or Madam, this is not audio.");

        assertThat(run("transcribe", file.toString())).isEqualTo(1);
        assertThat(complaint()).startsWith("error BT-109").contains("is not a WAV file");
    }

    @Test
    void recordingIntoAFile_isToldBeforeTheCall(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("taken"), "");

        assertThat(run("call", "--record", file.toString())).isEqualTo(1);
        assertThat(complaint()).startsWith("error BT-116");
        assertThat(out.size()).isZero();
    }

    @Test
    void versionAndHelp_arePrinted() {
        assertThat(run("version")).isZero();
        assertThat(run("help")).isZero();
        assertThat(run("call", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Baton ", "stt-server", "fault-proxy", "--record");
    }
}
