package dev.baton.internal.journal;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSink;
import dev.baton.audio.AudioSource;
import dev.baton.call.CallListener;
import dev.baton.internal.call.CallDriver;
import dev.baton.internal.call.CallScheduler;
import dev.baton.internal.call.CallSetup;
import dev.baton.journal.JournalEntry;
import dev.baton.journal.JournalEntry.HungUp.During;
import dev.baton.journal.JournalReader;
import dev.baton.journal.Replay;
import dev.baton.journal.ReplayResult;
import dev.baton.stt.SpeechToText;
import dev.baton.turn.Endpointer;
import dev.baton.vad.VoiceActivityDetector;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A recorded call on its own driver: what came in from outside comes in again at the same times, in the same order, and whatever that leads to on the caller's side is held against the tape. The agent's side and the application
 * do nothing; their events come from the tape.
 */
public final class ReplayedCall {
    private static final Duration NO_WAIT = Duration.ofSeconds(1);

    private final Tape tape;
    private final ReplayLoop loop;
    private final ReplayTransport transport;
    private final ReplayJournal journal;
    private final CallDriver driver;
    private final boolean hasWire;
    private AudioSource.@Nullable Input input;

    /** @param service null where there was no wire */
    private ReplayedCall(
            JournalReader reader,
            @Nullable SpeechToText service,
            VoiceActivityDetectorProvider detector,
            @Nullable Endpointer endpointer) {
        this.hasWire = service != null;
        var header = reader.header();
        tape = new Tape(reader);
        loop = new ReplayLoop();
        transport = new ReplayTransport(tape, loop);
        var silent = new SilentRecogniser(header.recogniserRateHz());
        journal = new ReplayJournal(tape, loop, transport, service == null ? silent : null, this::driver);
        var setup = new CallSetup(
                service == null ? silent : service,
                (lineHz, recogniserHz) -> detector(detector, header.detectorRateHz()),
                header.gate(),
                header.turns(),
                () -> (utterance, reply) -> {},
                null,
                Runnable::run,
                event -> journal.hangsUpInside(),
                NO_WAIT,
                NO_WAIT);
        driver = new CallDriver(
                setup,
                header.call(),
                new RecordedLine(header.line()),
                AudioSink.discard(),
                CallListener.none(),
                null,
                loop,
                ended -> {},
                ReplayedDecisions.rules(header, endpointer),
                journal);
    }

    private CallDriver driver() {
        return driver;
    }

    /** See {@link Replay#ofAudio}. */
    public static ReplayResult replay(
            JournalReader reader,
            @Nullable SpeechToText service,
            VoiceActivityDetectorProvider detector,
            @Nullable Endpointer endpointer) {
        if (reader.header().redacted()) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "the journal is redacted: it has neither audio nor wire messages to replay",
                    "",
                    "replay its decisions only");
        }
        var call = new ReplayedCall(reader, service, detector, endpointer);
        var result = call.run();
        if (service == null && call.tape.differs() && call.tape.peek() instanceof JournalEntry.Wire) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "the journal has messages of the recogniser "
                            + reader.header().recogniser() + ", and there is no service to read them",
                    "",
                    "give a service of that kind, with the options that the call had");
        }
        return result;
    }

    private VoiceActivityDetector detector(VoiceActivityDetectorProvider detector, int rateHz) {
        if (tape.peek() instanceof JournalEntry.HungUp) {
            throw new IllegalStateException("the call could not begin, as it could not when it was recorded");
        }
        return detector.create(rateHz);
    }

    private ReplayResult run() {
        if (tape.peek() instanceof JournalEntry.HungUp before && before.during() == During.NOTHING) {
            comesInAgain(before); // the call had not begun yet
        }
        driver.start();
        loop.run();
        while (!tape.isOver() && !tape.differs()) {
            comesInAgain(tape.peek());
            loop.run();
        }
        return tape.result();
    }

    /** The driver takes the entry off the tape when it hears of it. */
    private void comesInAgain(@Nullable JournalEntry entry) {
        var before = entry;
        if (entry instanceof JournalEntry.Woke woke) {
            loop.wake(woke.atNanos());
        } else if (entry instanceof JournalEntry.Audio audio && !audio.ticking() && input != null) {
            loop.setTime(audio.atNanos());
            input.audio(audio.bytes().duplicate());
        } else if (entry instanceof JournalEntry.AudioMissed missed) {
            loop.setTime(missed.atNanos());
            driver.missesAgain(missed.lengthNanos());
        } else if (entry instanceof JournalEntry.HungUp hungUp) {
            loop.setTime(hungUp.atNanos());
            driver.hangsUpAgain(hungUp.reason(), hungUp.atNanos());
        } else if (entry instanceof JournalEntry.Decided decided && !journal.comesAbout(decided.event())) {
            loop.setTime(decided.atNanos());
            driver.happensAgain(decided.event());
        } else if (entry instanceof JournalEntry.LineContinued continued) {
            loop.setTime(continued.atNanos());
            tape.take();
            loop.continueLine();
        } else if (!hasWire
                && (entry instanceof JournalEntry.WordsPlaced || entry instanceof JournalEntry.TimerFired)) {
            tape.take();
        } else if (entry != null) {
            loop.setTime(entry.atNanos());
            transport.comesInAgain(entry);
        }
        if (tape.peek() == before && !tape.differs()) {
            tape.differ(entry == null ? 0 : entry.atNanos(), "nothing");
        }
    }

    /** The caller's line: gives in each tick what it gave in it, and otherwise what comes. */
    private final class RecordedLine implements AudioSource {
        private final AudioFormat format;
        private long tickNanos;

        RecordedLine(AudioFormat format) {
            this.format = format;
        }

        @Override
        public AudioFormat format() {
            return format;
        }

        @Override
        public void start(Input to) {
            input = to;
            to.onTick(() -> tick(to));
        }

        private void tick(Input to) {
            tickNanos += CallScheduler.TICK_NANOS;
            while (!tape.differs()) {
                var next = tape.peek();
                if (next == null || next.atNanos() > tickNanos) {
                    return;
                }
                if (next instanceof JournalEntry.Audio audio && audio.ticking()) {
                    to.audio(audio.bytes().duplicate());
                } else if (next instanceof JournalEntry.HungUp hungUp && hungUp.during() == During.LINE_TICK) {
                    driver.hangsUpAgain(hungUp.reason(), hungUp.atNanos());
                } else {
                    return;
                }
                if (tape.peek() == next) {
                    return; // nobody listens any more
                }
            }
        }

        @Override
        public void close() {}
    }
}
