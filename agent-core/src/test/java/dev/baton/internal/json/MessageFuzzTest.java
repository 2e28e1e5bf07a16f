package dev.baton.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.fuzz.EventRules;
import dev.baton.fuzz.FuzzRun;
import dev.baton.fuzz.FuzzTarget;
import dev.baton.fuzz.Mutator;
import dev.baton.fuzz.RequestTarget;
import dev.baton.fuzz.Samples;
import dev.baton.fuzz.SessionTarget;
import dev.baton.fuzz.TranslationTarget;
import dev.baton.stt.AssemblyAi;
import dev.baton.stt.CambListen;
import dev.baton.stt.Deepgram;
import dev.baton.stt.DeepgramFlux;
import dev.baton.stt.OpenAiTranscriptions;
import dev.baton.stt.SmallestLightning;
import dev.baton.stt.SmallestPulse;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttMessage;
import dev.baton.stt.SttMessages;
import dev.baton.stt.WebSocketStt;
import dev.baton.translate.CambRealtime;
import dev.baton.translate.SpeechTranslator;
import dev.baton.vad.LoudnessDetector;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Broken messages, the same ones each time: nothing escapes a parser, and every event is one that may be told. {@link FuzzRun} says how to run more, and one again. */
class MessageFuzzTest {
    private static final int USUAL_INPUTS = 120_000;
    private static final URI ADDRESS = URI.create("ws://127.0.0.1:9/live");
    private static final int MOST_MESSAGES = 3;

    /** A turn that ends another one, begins, goes on and is expected to end. */
    private static final int MOST_EVENTS = 5;

    @Test
    void brokenMessages_neverGetThrough() {
        var targets = List.of(
                messages(() -> new PulseMessages("pulse"), Samples.PULSE),
                messages(() -> new DeepgramMessages("deepgram"), Samples.DEEPGRAM),
                messages(() -> new DeepgramFluxMessages("flux"), Samples.DEEPGRAM_FLUX),
                messages(() -> new AssemblyAiMessages("assemblyai", false), Samples.ASSEMBLYAI),
                messages(() -> new AssemblyAiMessages("assemblyai", true), Samples.ASSEMBLYAI),
                messages(() -> new PulseMessages("pulse"), Samples.ALL),
                messages(() -> new DeepgramMessages("deepgram"), Samples.ALL),
                messages(() -> PulseMessages.withoutFinalize("lightning", PulseMessages.END), Samples.LIGHTNING),
                messages(() -> new DeepgramFluxMessages("flux"), Samples.ALL),
                messages(() -> new AssemblyAiMessages("assemblyai", false), Samples.ALL),
                messages(() -> new CambMessages("camb"), Samples.CAMB),
                messages(() -> new CambMessages("camb"), Samples.ALL),
                refusals(),
                transcriptions(Samples.TRANSCRIPTIONS),
                transcriptions(Samples.ALL),
                new RequestTarget(
                        OpenAiTranscriptions.builder()
                                .url(URI.create("http://127.0.0.1:9/v1"))
                                .apiKey(Samples.KEY)
                                .dropNoSpeech(0.9)
                                .closeTimeout(RequestTarget.CLOSE_TIMEOUT)
                                .longestSegment(Duration.ofSeconds(2))
                                .shortestSegment(Duration.ofMillis(100))
                                .voiceActivityDetector(LoudnessDetector.provider())
                                .build(),
                        Samples.ALL),
                new SessionTarget(
                        SmallestPulse.builder().url(ADDRESS).apiKey(Samples.KEY).build(), Samples.ALL),
                new SessionTarget(
                        Deepgram.builder().url(ADDRESS).apiKey(Samples.KEY).build(), Samples.ALL),
                new SessionTarget(
                        SmallestLightning.builder()
                                .url(ADDRESS)
                                .apiKey(Samples.KEY)
                                .build(),
                        Samples.ALL),
                new SessionTarget(
                        DeepgramFlux.builder().url(ADDRESS).apiKey(Samples.KEY).build(), Samples.ALL),
                new SessionTarget(
                        AssemblyAi.builder().url(ADDRESS).apiKey(Samples.KEY).build(), Samples.ALL),
                new SessionTarget(
                        CambListen.builder().url(ADDRESS).apiKey(Samples.KEY).build(), Samples.ALL),
                new SessionTarget(
                        CambListen.builder().url(ADDRESS).apiKey(Samples.KEY).build(), Samples.CAMB),
                new SessionTarget(
                        WebSocketStt.builder("careless", ADDRESS, CarelessMessages::new)
                                .apiKey(Samples.KEY)
                                .build(),
                        Samples.PULSE),
                new TranslationTarget(translator(), Samples.CAMB_REALTIME),
                new TranslationTarget(translator(), Samples.ALL));
        System.out.println(new FuzzRun(targets).feed(FuzzRun.firstSeed(), FuzzRun.inputs(USUAL_INPUTS)));
    }

    /** An adapter that expects what its author has seen, and fails at the rest. */
    private static final class CarelessMessages implements SttMessages {
        @Override
        public String closeStream() {
            return "{\"type\":\"close_stream\"}";
        }

        @Override
        public boolean announcesLast() {
            return true;
        }

        @Override
        public boolean read(SttMessage message, Told told) {
            var text = message.text("transcript");
            var words = message.words("words", "word", "start", "end");
            if (message.flag("is_final")) {
                var last = words.get(words.size() - 1);
                told.finalText(text.substring(0, last.text().length()), words, false);
            } else {
                told.interim(text, words);
            }
            if (message.flag("is_last")) {
                told.last();
            }
            return message.has("language");
        }
    }

    private static SpeechTranslator translator() {
        return CambRealtime.builder()
                .url(ADDRESS)
                .apiKey(Samples.KEY)
                .from("en-us")
                .to("fr-fr")
                .build();
    }

    /** The mutations must not be so wild that nothing behind the JSON parser is ever reached. */
    @Test
    void brokenMessages_areStillUnderstoodOften() {
        var random = new SplittableRandom(1);
        var mutator = new Mutator(Samples.PULSE);
        var kinds = new ArrayList<Class<?>>();
        for (int i = 0; i < 2_000; i++) {
            new PulseMessages("pulse").read(mutator.nextText(random), event -> kinds.add(event.getClass()));
        }
        for (var kind : List.of(
                SttEvent.Final.class,
                SttEvent.Interim.class,
                SttEvent.SpeechStarted.class,
                SttEvent.SpeechEnded.class,
                SttEvent.Unrecognized.class,
                SttEvent.Error.class)) {
            assertThat(kinds).filteredOn(kind::equals).as(kind.getSimpleName()).hasSizeGreaterThan(20);
        }
    }

    /** A parser that believes in numbers. */
    @Test
    void parserThatTakesAnyTime_isCaught() {
        FuzzTarget careless = (random, shown) -> {
            var text = new Mutator(Samples.PULSE).nextText(random);
            shown.is(text);
            var message = WireJson.object(text);
            if (message != null && message.has("timestamp")) {
                EventRules.check(new SttEvent.SpeechStarted(
                        Math.round(message.path("timestamp").asDouble() * 1_000)));
            }
        };
        assertCaught(careless, "a time of ");
    }

    /** A parser that believes in structure. */
    @Test
    void parserThatCasts_isCaught() {
        FuzzTarget careless = (random, shown) -> {
            var text = new Mutator(Samples.DEEPGRAM).nextText(random);
            shown.is(text);
            var message = WireJson.object(text);
            if (message != null && message.has("channel_index")) {
                var guess = message.get("channel").get("alternatives").get(0);
                EventRules.check(
                        new SttEvent.Final(guess.get("transcript").textValue().strip(), List.of(), false, false));
            }
        };
        assertCaught(careless, "NullPointerException");
    }

    /** Recursion without an end that anybody thought of. */
    @Test
    void parserThatRecurses_isCaught() {
        FuzzTarget careless = (random, shown) -> {
            var text = new Mutator(Samples.PULSE).nextText(random);
            shown.is(text);
            depth(text, text.indexOf('['));
        };
        assertCaught(careless, "StackOverflowError");
    }

    private static int depth(String text, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) == '[' ? 1 + depth(text, at + 1) : 0;
    }

    /** With the seed and the input, and again from that seed alone. */
    private static void assertCaught(FuzzTarget careless, String what) {
        var message = new ArrayList<String>();
        assertThatThrownBy(() -> new FuzzRun(List.of(careless)).feed(1, 200_000))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(what)
                .hasMessageContaining("characters: ")
                .satisfies(failure -> message.add(String.valueOf(failure.getMessage())));
        long seed = Long.parseLong(message.get(0).replaceFirst("(?s)^seed (\\d+).*", "$1"));
        assertThatThrownBy(() -> new FuzzRun(List.of(careless)).feed(seed, 1)).hasMessage(message.get(0));
    }

    private static FuzzTarget messages(Supplier<ServiceMessages> service, List<byte[]> samples) {
        var mutator = new Mutator(samples);
        return (random, shown) -> {
            var reader = service.get();
            for (int count = 1 + random.nextInt(MOST_MESSAGES); count > 0; count--) {
                var text = mutator.nextText(random);
                shown.is(text);
                var told = new ArrayList<SttEvent>();
                reader.read(text, told::add);
                told.forEach(EventRules::check);
                assertThat(told.size()).isLessThanOrEqualTo(MOST_EVENTS);
            }
            reader.ended(EventRules::check);
        };
    }

    private static FuzzTarget transcriptions(List<byte[]> samples) {
        var mutator = new Mutator(samples);
        return (random, shown) -> {
            var text = mutator.nextText(random);
            shown.is(text);
            var answer = Transcription.read(text);
            if (answer != null) {
                EventRules.check(new SttEvent.Final(answer.text(), answer.words(), false, false));
                answer.isSoundsOnly();
                if (!(answer.noSpeech() >= 0 && answer.noSpeech() <= 1)
                        || answer.text().lines().count() > 1) {
                    throw new AssertionError("not in range, or not in one line: " + answer);
                }
            }
        };
    }

    /** As often as for the others, what is behind the JSON parser is reached. */
    @Test
    void brokenTranscriptions_areStillUnderstoodOften() {
        var random = new SplittableRandom(1);
        var mutator = new Mutator(Samples.TRANSCRIPTIONS);
        int texts = 0;
        int words = 0;
        for (int i = 0; i < 2_000; i++) {
            var answer = Transcription.read(mutator.nextText(random));
            texts += answer != null && !answer.text().isEmpty() ? 1 : 0;
            words += answer != null && !answer.words().isEmpty() ? 1 : 0;
        }
        assertThat(texts).isGreaterThan(200);
        assertThat(words).isGreaterThan(50);
    }

    private static FuzzTarget refusals() {
        var mutator = new Mutator(Samples.ALL);
        return (random, shown) -> {
            var text = mutator.nextText(random);
            shown.is(text);
            var reason = RefusalBody.reason(text);
            RefusalBody.isWebPage(text);
            if (reason.length() > 310 || reason.lines().count() > 1) {
                throw new AssertionError("a reason of " + reason.length() + " characters: " + reason);
            }
        };
    }
}
