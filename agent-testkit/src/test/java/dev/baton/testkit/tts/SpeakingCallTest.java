package dev.baton.testkit.tts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.CallInfo;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.testkit.audio.CapturingSink;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.audio.Vocabulary;
import dev.baton.testkit.audio.WordVoice;
import dev.baton.testkit.outage.VirtualWire;
import dev.baton.testkit.stt.InMemorySpeechToText;
import dev.baton.testkit.stt.PipelineServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.testkit.tts.Hearer.Service;
import dev.baton.testkit.tts.LocalTtsServer.Pace;
import dev.baton.tts.CachingTextToSpeech;
import dev.baton.tts.TextToSpeech;
import dev.baton.turn.Utterance;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole calls whose agent speaks with a service: clients, wire and server are real, the time is not. */
class SpeakingCallTest {
    private static final int RATE = 16_000;
    private static final String COUNT = "one two three four five six seven eight nine ten";

    private final VirtualTime time = new VirtualTime();
    private final CapturingSink sink = new CapturingSink(RATE);
    private final List<CallEvent> events = new ArrayList<>();
    private LocalTtsServer server = LocalTtsServer.builder().unbound();

    private record Script(String greeting, String answer) implements TurnHandler {
        @Override
        public void onCallStarted(CallInfo call, Reply reply) {
            for (var text : greeting.split("/", -1)) {
                reply.say(text);
            }
        }

        @Override
        public void onUtterance(Utterance utterance, Reply reply) {
            reply.say(answer);
        }
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    private static TextToSpeech voice(Service service) {
        return service.voice(
                URI.create("ws://127.0.0.1:1/waves/v1/tts/live"),
                URI.create("ws://127.0.0.1:1/apis/live-tts/ws"),
                "k-0123456789");
    }

    private List<String> hold(TextToSpeech voice, TurnHandler handler, SyntheticCaller caller) {
        var wire = new VirtualWire(time.next(), new PipelineServer(server.server()));
        try (var agent = VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(
                        InMemorySpeechToText.builder(new ScriptedRecognizer()).build())
                .textToSpeech(voice)
                .turnHandler(handler)
                .handlerExecutor(time.executor())
                .eventLoops(time)
                .sttTransport(loop -> wire)
                .build()) {
            var call = agent.answer(caller, sink, CallOptions.defaults().withListener(events::add));
            assertThat(time.runUntil(() -> call.completion().isDone(), Duration.ofMinutes(1)))
                    .isTrue();
            time.advance(Duration.ofSeconds(15)); // connections close behind the call
        }
        assertThat(time.timers()).as("timers left behind").isZero();
        return WordVoice.words(sink.samples(), RATE, Vocabulary.english());
    }

    private static SyntheticCaller listener(Duration listens) {
        return SyntheticCaller.builder(RATE).silence(listens).build();
    }

    private <E extends CallEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @ParameterizedTest
    @EnumSource
    void textsOfAReply_areHeardWordForWordOverOneConnection(Service service) {
        var words = hold(
                voice(service), new Script("good morning/thank you/wait please", ""), listener(Duration.ofSeconds(5)));

        assertThat(words).containsExactly("good", "morning", "thank", "you", "wait", "please");
        assertThat(server.connections()).hasSize(1);
        assertThat(all(CallEvent.Problem.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void connection_isThereBeforeTheFirstWordIs(Service service) {
        var connected = new ArrayList<Integer>();
        var caller = SyntheticCaller.builder(RATE)
                .silence(Duration.ofMillis(500))
                .turn("hello")
                .silence(Duration.ofSeconds(3))
                .build();

        var words = hold(
                voice(service),
                (utterance, reply) -> {
                    connected.add(server.connections().size());
                    reply.say("good morning");
                },
                caller);

        assertThat(words).containsExactly("good", "morning");
        assertThat(connected).containsExactly(1);
        assertThat(server.connections()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void interruptedReply_isNotHeardAgain(Service service) {
        server = LocalTtsServer.builder().pace(Pace.REAL_TIME).unbound();
        var caller = SyntheticCaller.builder(RATE)
                .silence(Duration.ofMillis(1_500))
                .turn("stop please thanks")
                .silence(Duration.ofSeconds(5))
                .build();

        var words = hold(voice(service), new Script(COUNT, "sorry goodbye"), caller);

        var counted = List.of(COUNT.split(" ", -1));
        int cut = words.indexOf("sorry");
        assertThat(cut).as("of %s", words).isBetween(2, 8);
        assertThat(words.subList(0, cut)).isEqualTo(counted.subList(0, cut));
        assertThat(words.subList(cut, words.size())).containsExactly("sorry", "goodbye");
        assertThat(all(CallEvent.Interrupted.class)).hasSize(1);
        assertThat(all(CallEvent.Problem.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void phraseThatComesAgain_isAskedForOnce(Service service) {
        var voice = new CachingTextToSpeech(voice(service), 1 << 20);

        var words = hold(voice, new Script("good morning/good morning", ""), listener(Duration.ofSeconds(4)));

        assertThat(words).containsExactly("good", "morning", "good", "morning");
        assertThat(server.texts()).isOne();
        assertThat(voice.hits()).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void textThatIsLost_isToldAndTheNextIsHeard(Service service) {
        server.faultOnce(TtsFault.CLOSED_IN_AUDIO);

        var words = hold(voice(service), new Script("one two three/four five", ""), listener(Duration.ofSeconds(5)));

        assertThat(words).endsWith("four", "five").doesNotContain("three");
        assertThat(all(CallEvent.Problem.class))
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason().report()).contains("BT-503", "1011"));
    }
}
