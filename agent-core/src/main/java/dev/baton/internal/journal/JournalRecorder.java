package dev.baton.internal.journal;

import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.audio.AudioFormat;
import dev.baton.internal.call.CallJournal;
import dev.baton.internal.call.CallLoop;
import dev.baton.internal.call.CallScheduler;
import dev.baton.internal.call.CallSetup;
import dev.baton.internal.call.TurnRules;
import dev.baton.journal.JournalEntry;
import dev.baton.journal.JournalEntry.HungUp.During;
import dev.baton.journal.JournalHeader;
import dev.baton.journal.JournalSink;
import dev.baton.journal.PlacedWord;
import dev.baton.stt.SttEvent;
import dev.baton.turn.Step;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.TurnState;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes a call's journal. Used on the call's loop. */
public final class JournalRecorder implements CallJournal {
    private final JournalHeader header;
    private final RecordWriter records;
    private final boolean redacted;
    private @Nullable CallScheduler clock;
    private boolean ended;

    /** For a call that begins now. */
    public static JournalRecorder of(JournalSink sink, CallSetup setup, CallInfo info, AudioFormat line) {
        int recogniserHz = setup.speechToText().sampleRateHz();
        return new JournalRecorder(
                sink,
                new JournalHeader(
                        JournalHeader.VERSION,
                        Instant.now().toString(),
                        info,
                        line,
                        setup.speechToText().name(),
                        recogniserHz,
                        setup.detectors().name(),
                        setup.detectors().sampleRateHz(line.sampleRateHz(), recogniserHz),
                        setup.gate(),
                        setup.turns(),
                        setup.endpointer() == null
                                ? ""
                                : setup.endpointer().getClass().getName(),
                        false));
    }

    /** @param header as it is for a journal that is not redacted */
    JournalRecorder(JournalSink sink, JournalHeader header) {
        this.redacted = sink.isRedacted();
        this.header = redacted ? redacted(header) : header;
        records = new RecordWriter(sink, this.header);
    }

    private static JournalHeader redacted(JournalHeader header) {
        var call = new CallInfo(header.call().id(), "", "", "", header.call().transport(), Map.of());
        return new JournalHeader(
                header.version(),
                header.started(),
                call,
                header.line(),
                header.recogniser(),
                header.recogniserRateHz(),
                header.detector(),
                header.detectorRateHz(),
                header.gate(),
                header.turns(),
                header.endpointer(),
                true);
    }

    @Override
    public void begins(CallScheduler clock) {
        this.clock = clock;
    }

    @Override
    public TurnRules rules(TurnRules rules) {
        return new TurnRules() {
            @Override
            public TurnState initial() {
                return rules.initial();
            }

            @Override
            public Step next(TurnState state, TurnEvent event) {
                var step = rules.next(state, event);
                entry(new JournalEntry.Decided(event, step.actions()));
                return step;
            }

            @Override
            public long nextDeadlineNanos(TurnState state) {
                return rules.nextDeadlineNanos(state);
            }
        };
    }

    @Override
    public CallLoop line(CallLoop loop) {
        return redacted ? loop : new JournaledLoop(loop, new JournaledTransport(loop.transport(), this), this);
    }

    @Override
    public void woke(long nowNanos) {
        if (!ended) {
            if (!redacted) {
                records.woke(nowNanos);
            }
            records.atTime(nowNanos);
        }
    }

    @Override
    public void audio(long atNanos, ByteBuffer bytes, boolean ticking) {
        if (!redacted && !ended) {
            records.audio(atNanos, ticking, bytes);
        }
    }

    @Override
    public boolean audioWaits(long atNanos, boolean waits) {
        if (waits && !redacted && !ended) {
            records.audioWaited(atNanos);
        }
        return waits;
    }

    @Override
    public void audioMissed(long atNanos, long lengthNanos) {
        entry(new JournalEntry.AudioMissed(atNanos, lengthNanos));
    }

    @Override
    public void heard(SttEvent event, LongUnaryOperator clock) {
        if (event instanceof SttEvent.Final text && !text.words().isEmpty()) {
            entry(placed(nowNanos(), text, clock));
        }
    }

    static JournalEntry placed(long atNanos, SttEvent.Final text, LongUnaryOperator clock) {
        return new JournalEntry.WordsPlaced(
                atNanos,
                text.words().stream()
                        .map(word -> new PlacedWord(
                                word.text(),
                                clock.applyAsLong(word.startMillis()),
                                clock.applyAsLong(word.endMillis())))
                        .toList());
    }

    @Override
    public void hungUp(long atNanos, EndReason reason, During during) {
        entry(new JournalEntry.HungUp(atNanos, reason, during));
    }

    @Override
    public void ended(long atNanos, CallSummary summary) {
        if (!ended) {
            entry(new JournalEntry.Ended(atNanos, redacted ? anonymous(summary) : summary));
            ended = true;
            records.close();
        }
    }

    private CallSummary anonymous(CallSummary told) {
        return new CallSummary(
                header.call(),
                told.reason(),
                told.duration(),
                told.committed(),
                told.abandoned(),
                told.dropped(),
                told.interruptions(),
                told.underruns(),
                told.clampedEvents(),
                told.result(),
                told.usage());
    }

    void entry(JournalEntry entry) {
        if (!ended) {
            records.entry(entry);
        }
    }

    void binarySent(int connection, ByteBuffer bytes) {
        if (!ended) {
            records.binarySent(nowNanos(), connection, bytes);
        }
    }

    /** Tells of something that comes in from outside, and lets it take effect at that one time. */
    void comesIn(At what, Runnable effect) {
        var time = clock;
        if (time == null || ended) {
            effect.run();
            return;
        }
        long before = time.standStill();
        try {
            entry(what.at(time.eventNanos()));
            effect.run();
        } finally {
            time.goOn(before);
        }
    }

    long nowNanos() {
        return clock == null ? 0 : clock.eventNanos();
    }

    /** Makes an entry of the time when it happens. */
    @FunctionalInterface
    interface At {
        JournalEntry at(long nanos);
    }
}
