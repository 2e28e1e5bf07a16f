package dev.baton.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import dev.baton.agent.Heard;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.SampleEncoder;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.audio.SyntheticVoice;
import dev.baton.testkit.audio.Vocabulary;
import dev.baton.testkit.stt.InMemorySpeechToText;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.turn.Utterance;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** An agent that answers one line, on virtual time, and a socket that keeps what it is given. */
final class LineFixture implements TurnHandler, Outgoing, AutoCloseable {
    static final int FRAME_MILLIS = 20;

    final VirtualTime time = new VirtualTime();
    final List<String> texts = new ArrayList<>();
    final List<byte[]> binaries = new ArrayList<>();
    final List<String> closes = new ArrayList<>();
    final List<String> problems = new ArrayList<>();
    final List<CallEvent> events = new ArrayList<>();
    final List<String> said = new ArrayList<>();
    final List<Heard> heard = new ArrayList<>();
    final List<CallSummary> summaries = new ArrayList<>();
    final List<CallInfo> infos = new ArrayList<>();
    private final Vocabulary vocabulary = Vocabulary.growing();
    private final VoiceAgent agent;
    final List<String> details = new ArrayList<>();
    /** What was sent after the socket had been closed, by whomever. */
    final List<String> late = new ArrayList<>();
    /** All that went out, in order: texts as they are, the rest by its kind. */
    final List<String> sent = new ArrayList<>();

    String greeting = "";
    Consumer<Reply> greets = reply -> {
        if (!greeting.isEmpty()) {
            reply.say(greeting);
        }
    };
    BiConsumer<Utterance, Reply> answers = (utterance, reply) -> reply.say("you said " + utterance.text());
    boolean closedByPeer;
    long pendingBytes;

    LineFixture() {
        agent = VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(InMemorySpeechToText.builder(new ScriptedRecognizer(vocabulary))
                        .build())
                .textToSpeech(new SyntheticVoice())
                .turnHandler(this)
                .handlerExecutor(time.executor())
                .eventLoops(time)
                .build();
    }

    MediaStream open(LineTransport transport) {
        return open(transport, Function.identity());
    }

    MediaStream open(LineTransport transport, Function<LineOptions, LineOptions> changes) {
        var options = LineOptions.defaults()
                .withClock(() -> time.now().toNanos())
                .withListener((name, problem, detail) -> {
                    problems.add(name + "/" + problem.label());
                    details.add(detail);
                })
                .withCalls(info -> CallOptions.defaults().withListener(events::add));
        return transport.open(agent, this, changes.apply(options));
    }

    void advanceMillis(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    /** What somebody says, in frames of 20 ms. */
    List<byte[]> speech(String text, AudioEncoding encoding, int sampleRateHz) {
        short[] samples = SyntheticCaller.builder(sampleRateHz)
                .vocabulary(vocabulary)
                .turn(text)
                .build()
                .samples();
        return frames(samples, encoding, sampleRateHz);
    }

    static List<byte[]> silence(int millis, AudioEncoding encoding, int sampleRateHz) {
        return frames(new short[sampleRateHz * millis / 1000], encoding, sampleRateHz);
    }

    private static List<byte[]> frames(short[] samples, AudioEncoding encoding, int sampleRateHz) {
        int length = sampleRateHz * FRAME_MILLIS / 1000;
        var frames = new ArrayList<byte[]>();
        for (int at = 0; at + length <= samples.length; at += length) {
            var frame = ByteBuffer.allocate(length * encoding.bytesPerSample()).order(ByteOrder.LITTLE_ENDIAN);
            SampleEncoder.encode(encoding, samples, at, length, frame);
            frames.add(frame.array());
        }
        return frames;
    }

    /** So that JSON reads well in tests. */
    static String json(String withApostrophes) {
        return withApostrophes.replace('\'', '"');
    }

    /** A tone of a length that frames divide, to be known again in what is sent. */
    static short[] ramp(int samples) {
        var ramp = new short[samples];
        for (int i = 0; i < samples; i++) {
            ramp[i] = (short) (1000 + i);
        }
        return ramp;
    }

    static byte[] encoded(short[] samples, AudioEncoding encoding) {
        var bytes =
                ByteBuffer.allocate(samples.length * encoding.bytesPerSample()).order(ByteOrder.LITTLE_ENDIAN);
        SampleEncoder.encode(encoding, samples, 0, samples.length, bytes);
        return bytes.array();
    }

    /** A line that begins so is closed so, and there is no call. */
    static void refuses(LineTransport transport, String start, String close) {
        try (var other = new LineFixture()) {
            other.open(transport).onText(start);
            other.advanceMillis(100);

            assertThat(other.closes).as(start).containsExactly(close);
            assertThat(other.infos).isEmpty();
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    long countTexts(String part) {
        return texts.stream().filter(text -> text.contains(part)).count();
    }

    @Override
    public void onCallStarted(CallInfo call, Reply reply) {
        infos.add(call);
        greets.accept(reply);
    }

    @Override
    public void onUtterance(Utterance utterance, Reply reply) {
        said.add(utterance.kind().label() + " " + utterance.text());
        answers.accept(utterance, reply);
    }

    @Override
    public void onInterrupted(Heard what) {
        heard.add(what);
    }

    @Override
    public void onCallEnded(CallSummary summary) {
        summaries.add(summary);
    }

    @Override
    public void text(String message) {
        sends(message);
        texts.add(message);
    }

    @Override
    public void binary(ByteBuffer bytes) {
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        sends("binary of " + copy.length);
        binaries.add(copy);
    }

    @Override
    public void close(int code, String reason) {
        sends("close " + code);
        closes.add(code + " " + reason);
    }

    private void sends(String what) {
        sent.add(what);
        if (closedByPeer || !closes.isEmpty()) {
            late.add(what);
        }
    }

    @Override
    public long pendingBytes() {
        return pendingBytes;
    }

    @Override
    public void close() {
        agent.close();
    }
}
