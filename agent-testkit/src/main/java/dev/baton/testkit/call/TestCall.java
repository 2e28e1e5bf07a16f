package dev.baton.testkit.call;

import dev.baton.BatonException;
import dev.baton.agent.CallInfo;
import dev.baton.agent.Heard;
import dev.baton.agent.TurnHandler;
import dev.baton.audio.AudioSink;
import dev.baton.call.Call;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.journal.JournalSink;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticVoice;
import dev.baton.testkit.audio.Vocabulary;
import dev.baton.testkit.stt.InMemorySpeechToText;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.testkit.time.VirtualVoice;
import dev.baton.tts.TextToSpeech;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A call to your own handler, for a test: say something, wait, look what came of it. Everything between is real: sound, detector, recogniser, turn machine, handler threads, voice;
 * only time is not. A minute of call takes some tens of milliseconds, and the same test gives the same events at the same instants.
 *
 * <p>Time passes only in {@link #say}, {@link #pause}, {@link #awaitReply} and {@link #hangUp}, and stands still while the handler works. Words may be any, without blanks in them; the recogniser
 * gives them back as they were said. A handler that throws, and anything else that the framework reports, fails the step in which it happened; so does a handler that hangs. Belongs to one thread.
 */
public final class TestCall implements AutoCloseable {
    private static final Duration REPLY_LIMIT = Duration.ofSeconds(60);
    private static final Duration END_LIMIT = Duration.ofMinutes(2);

    private final VirtualTime time;
    private final VoiceAgent agent;
    private final LiveCaller caller;
    private final Call call;
    private final List<CallEvent> events = new ArrayList<>();
    private final boolean problemsFail;
    private int eventsBeforeSpeech;
    private int problemsSeen;

    private TestCall(Builder builder) {
        time = builder.time;
        problemsFail = !builder.problemsAllowed;
        var vocabulary = Vocabulary.growing();
        caller = new LiveCaller(vocabulary);
        var service = InMemorySpeechToText.builder(new ScriptedRecognizer(vocabulary))
                .answerDelay(builder.recogniserTakes)
                .build();
        var agentBuilder = VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(service)
                .turnHandler(time.slow(builder.handler, builder.handlerTakes))
                .handlerExecutor(time.executor())
                .eventLoops(time);
        if (builder.voice != null) {
            agentBuilder.textToSpeech(new VirtualVoice(time, builder.voice, builder.voiceTakes));
        }
        if (builder.turns != null) {
            agentBuilder.turns(builder.turns);
        }
        agent = agentBuilder.build();
        call = agent.answer(
                caller, AudioSink.discard(), new CallOptions(builder.info, events::add, null, builder.journal));
        step(() -> time.advance(Duration.ZERO));
    }

    /** A call to this handler, with everything else as it is by default. It has begun; a greeting is being spoken. */
    public static TestCall with(TurnHandler handler) {
        return builder(handler).start();
    }

    public static Builder builder(TurnHandler handler) {
        return new Builder(handler);
    }

    /**
     * Says a text, and returns with its last sound. If the agent speaks, this is talking over it; {@link #awaitReply} comes first where it shall not be. Without a {@link #pause} in
     * between, what is said next belongs to the same turn.
     *
     * @param text words with blanks between them, each about 0.3 s long
     */
    public TestCall say(String text) {
        requireOngoing("say \"" + text + "\"");
        eventsBeforeSpeech = events.size();
        caller.say(text);
        return step(() -> time.runUntil(() -> caller.isSilent() || isOver(), END_LIMIT));
    }

    /** Makes a sound that is no word, as a door or a passing car does, and returns with its end. */
    public TestCall makeNoise(Duration duration) {
        requireOngoing("make a noise");
        eventsBeforeSpeech = events.size();
        caller.makeNoise(duration);
        return step(() -> time.runUntil(() -> caller.isSilent() || isOver(), END_LIMIT));
    }

    /** Says nothing for so long. */
    public TestCall pause(Duration duration) {
        return step(() -> time.advance(duration));
    }

    /**
     * Waits until the agent has finished its answer to what was said last, or its greeting if nothing was said.
     *
     * @throws AssertionError if there is none within a minute of the call
     */
    public TestCall awaitReply() {
        if (!runUntil(this::isAnswered, REPLY_LIMIT)) {
            throw new AssertionError((isOver()
                            ? "the call ended before the reply did"
                            : "no reply within " + REPLY_LIMIT.toSeconds() + " s of the call")
                    + ": " + this);
        }
        return this;
    }

    private boolean isAnswered() {
        int turn = eventsBeforeSpeech == 0 ? 0 : lastCommittedSince(eventsBeforeSpeech);
        return events.stream()
                .anyMatch(event -> event instanceof CallEvent.ReplyFinished reply && reply.turn() == turn);
    }

    private int lastCommittedSince(int from) {
        int turn = -1;
        for (var event : events.subList(from, events.size())) {
            if (event instanceof CallEvent.TurnCommitted committed) {
                turn = committed.utterance().turn();
            }
        }
        return turn;
    }

    /** Hangs up and waits until everything that was said has reached the handler. Does nothing if the call is over. */
    public TestCall hangUp() {
        if (!isOver()) {
            step(() -> {
                caller.hangUp();
                time.advance(Duration.ZERO);
            });
            if (!runUntil(this::isOver, END_LIMIT)) {
                throw new AssertionError("the call did not end within " + END_LIMIT.toSeconds() + " s: " + this);
            }
        }
        return this;
    }

    /** Whether the call has ended: by {@link #hangUp}, or by the handler. */
    public boolean isOver() {
        return call.completion().isDone();
    }

    /** What the handler was told that the caller said, one text for each turn. */
    public List<String> committed() {
        return utterances().stream().map(Utterance::text).toList();
    }

    /** The same with everything that is known about each. */
    public List<Utterance> utterances() {
        return all(CallEvent.TurnCommitted.class).stream()
                .map(CallEvent.TurnCommitted::utterance)
                .toList();
    }

    /** Every text of the agent of which something was heard, in order; one that was talked over in full length, see {@link #interruptions}. */
    public List<String> said() {
        return all(CallEvent.ReplyText.class).stream()
                .map(CallEvent.ReplyText::text)
                .toList();
    }

    /** What the caller had heard of each reply that he talked over. */
    public List<Heard> interruptions() {
        return all(CallEvent.Interrupted.class).stream()
                .map(CallEvent.Interrupted::heard)
                .toList();
    }

    /** Everything that happened so far. */
    public List<CallEvent> events() {
        return List.copyOf(events);
    }

    /** What happened so far of one kind. */
    public <E extends CallEvent> List<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The time of the call. */
    public Duration now() {
        return time.now();
    }

    /** Hangs up if nobody has. */
    @Override
    public void close() {
        try {
            hangUp();
        } finally {
            agent.close();
        }
    }

    /** What was committed and said, for messages. */
    @Override
    public String toString() {
        return "after " + now().toMillis() + " ms, committed " + committed() + ", said " + said();
    }

    private void requireOngoing(String what) {
        if (isOver()) {
            throw new AssertionError("cannot " + what + ", the call has ended: " + this);
        }
    }

    boolean runUntil(BooleanSupplier done, Duration limit) {
        var came = new boolean[1];
        step(() -> {
            time.runUntil(() -> done.getAsBoolean() || isOver(), limit);
            came[0] = done.getAsBoolean();
        });
        return came[0];
    }

    private TestCall step(Runnable passing) {
        try {
            passing.run();
        } catch (BatonException e) {
            throw new AssertionError(e.report(), e);
        }
        var problems = all(CallEvent.Problem.class);
        if (problemsFail && problems.size() > problemsSeen) {
            var problem = problems.get(problemsSeen).reason();
            problemsSeen = problems.size();
            throw new AssertionError(problem.report(), problem);
        }
        return this;
    }

    /** Collects settings; belongs to one thread. */
    public static final class Builder {
        private final TurnHandler handler;
        private @Nullable TurnConfig turns;
        private @Nullable TextToSpeech voice = new SyntheticVoice();
        private VirtualTime time = new VirtualTime(Duration.ofSeconds(10));
        private Duration recogniserTakes = InMemorySpeechToText.USUAL_ANSWER_DELAY;
        private Duration handlerTakes = Duration.ZERO;
        private Duration voiceTakes = Duration.ZERO;
        private CallInfo info = CallInfo.of("test", "test");
        private boolean problemsAllowed;
        private @Nullable JournalSink journal;

        private Builder(TurnHandler handler) {
            this.handler = handler;
        }

        /** When turns end and what interrupts; as in production. */
        public Builder turns(TurnConfig config) {
            turns = config;
            return this;
        }

        /** How long the handler thinks before it does anything, in time of the call; not at all unless said. */
        public Builder handlerTakes(Duration duration) {
            handlerTakes = duration;
            return this;
        }

        /** From the request for a final text to the text, in time of the call; 150 ms unless said. */
        public Builder recogniserTakes(Duration duration) {
            recogniserTakes = duration;
            return this;
        }

        /** From a text of the agent to its sound, in time of the call; nothing unless said. */
        public Builder voiceTakes(Duration duration) {
            voiceTakes = duration;
            return this;
        }

        /** Another voice than {@link SyntheticVoice}. */
        public Builder voice(TextToSpeech service) {
            voice = service;
            return this;
        }

        /** Replies are text: said at once, and never talked over. */
        public Builder withoutVoice() {
            voice = null;
            return this;
        }

        /** Who calls. */
        public Builder info(CallInfo caller) {
            info = caller;
            return this;
        }

        /**
         * The time to run on, for a test that shares it: with {@link VirtualTime#executor()} for work that the handler starts itself, or {@link VirtualTime#sleep} in it. Real time that a handler may
         * take is then up to it; otherwise it is 10 s.
         */
        public Builder time(VirtualTime shared) {
            time = shared;
            return this;
        }

        /** What the framework reports, such as a handler that threw, is seen in {@link TestCall#all} and fails no step. */
        public Builder allowProblems() {
            problemsAllowed = true;
            return this;
        }

        /** Keeps the call, to have it again, have it explained, or ask what would have happened. Time stands still while the sink works, so that it may be as slow as it likes, but it must have given the records back when it returns. */
        public Builder journal(JournalSink sink) {
            journal = sink;
            return this;
        }

        public TestCall start() {
            return new TestCall(this);
        }
    }
}
