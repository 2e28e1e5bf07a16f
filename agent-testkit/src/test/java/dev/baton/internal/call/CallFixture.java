package dev.baton.internal.call;

import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import dev.baton.agent.Heard;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.call.CallEvent;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.tts.TextToSpeech;
import dev.baton.turn.Endpointer;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.Utterance;
import dev.baton.vad.VoiceActivityDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A whole call in a test's hand: caller, recogniser, voice, handler and clock. */
final class CallFixture implements TurnHandler {
    final VirtualTime time = new VirtualTime();
    private final CallLoop loop = time.next();
    final ScriptedLine line = new ScriptedLine();
    final FakeRecogniser recogniser = new FakeRecogniser();
    final List<CallEvent> events = new ArrayList<>();
    final List<String> pages = new ArrayList<>();
    final List<Reply> replies = new ArrayList<>();
    TurnConfig.Builder turns = TurnConfig.builder();

    @Nullable
    Endpointer endpointer;

    @Nullable
    TextToSpeech voice;

    VoiceActivityDetector detector = new LoudnessDetector();
    Executor executor = Runnable::run;
    Script greeting = (text, reply) -> {};
    Script script = (text, reply) -> reply.say("you said " + text);
    Script idle = (text, reply) -> {};

    @FunctionalInterface
    interface Script {
        void answer(String text, Reply reply) throws Exception;
    }

    CallDriver begin() {
        var setup = new CallSetup(
                recogniser,
                (lineHz, recogniserHz) -> detector,
                SoundDetector.gate(),
                turns.build(),
                endpointer,
                () -> this,
                voice,
                executor,
                events::add,
                Duration.ofSeconds(30),
                Duration.ofSeconds(2));
        var driver = new CallDriver(setup, CallInfo.of("c1", "test"), line, line, event -> {}, null, loop, ended -> {});
        driver.start();
        advanceMillis(0);
        recogniser.ready();
        return driver;
    }

    void advanceMillis(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    <E extends CallEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <E extends CallEvent> E only(Class<E> type) {
        var found = all(type);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + type.getSimpleName() + " in " + events);
        }
        return found.get(0);
    }

    @Override
    public void onCallStarted(CallInfo call, Reply reply) throws Exception {
        greeting.answer("", reply);
    }

    @Override
    public void onUtterance(Utterance utterance, Reply reply) throws Exception {
        pages.add(utterance.kind().label() + " " + utterance.text()
                + (utterance.revision() > 0 ? " (revision " + utterance.revision() + ")" : ""));
        replies.add(reply);
        script.answer(utterance.text(), reply);
    }

    @Override
    public void onIdle(Reply reply) throws Exception {
        pages.add("idle");
        idle.answer("", reply);
    }

    @Override
    public void onInterrupted(Heard heard) {
        pages.add("interrupted after '" + heard.text() + "'");
    }

    @Override
    public void onCallEnded(CallSummary summary) {
        pages.add("ended " + summary.reason());
    }
}
