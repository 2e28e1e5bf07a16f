package dev.baton.testkit.conformance;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioFormat;
import dev.baton.stt.SmallestPulse;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttCapabilities;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mistakes that adapters make, planted into a good one between it and the call, and the rule that catches each. */
enum Defect {
    SPEAKS_IN_OPEN("quiet-until-open"),
    READY_TWICE("ready-once"),
    CLOSED_TWICE("ends-in-order"),
    CLOSES_TWICE("close-once"),
    WAITS_FOR_EVER("close-bounded"),
    TAKES_ANY_END_FOR_ASKED("unasked-close"),
    GOES_ON_AFTER_CLOSED("closed-is-over"),
    ABORTS_WITH_AN_ERROR("abort"),
    SHARES_A_SESSION("sessions-apart"),
    WORKS_ELSEWHERE("own-loop"),
    DROPS_EARLY_AUDIO("early-audio"),
    DOES_NOT_TELL_OF_DROPPED("early-bounded"),
    DECLARES_ANOTHER_RATE("format"),
    SENDS_LARGE_CHUNKS("chunks"),
    FORGETS_THE_REST("flush-before-finalize"),
    CLOSES_WITHOUT_THE_REST("flush-before-close"),
    PADS_UNTOLD("padding"),
    FINALIZES_TWICE("finalize-once"),
    MISCOUNTS_SILENCE("keep-alive"),
    ALWAYS_WRITABLE("stalled-network"),
    COPIES_EACH_FRAME("no-allocation"),
    LOSES_WORD_TIMES("texts"),
    HIDES_UNKNOWN("unknown"),
    THROWS_AT_RUBBISH("malformed"),
    SHOWS_THE_KEY("complaint"),
    NEVER_FATAL("refusal-fatal"),
    FORGETS_RETRY_AFTER("refusal-passing"),
    KEY_IN_ADDRESS("names");

    final String rule;

    Defect(String rule) {
        this.rule = rule;
    }

    SttVendor planted() {
        return new Planted(this);
    }

    private static final class Planted implements SttVendor {
        private final PulseVendor good = new PulseVendor();
        private final Defect defect;

        Planted(Defect defect) {
            this.defect = defect;
        }

        @Override
        public SpeechToText service(URI address, String key) {
            var chunk = Duration.ofMillis(defect == SENDS_LARGE_CHUNKS ? 500 : 100);
            var patience = Duration.ofSeconds(3);
            var pulse = SmallestPulse.builder()
                    .url(address)
                    .apiKey(key)
                    .chunk(chunk)
                    .closeTimeout(patience)
                    .build();
            return new Wrong(pulse, key, defect);
        }

        @Override
        public AudioFormat declared(URI address) {
            var declared = good.declared(address);
            return defect == DECLARES_ANOTHER_RATE ? AudioFormat.linear16(8_000) : declared;
        }

        @Override
        public Received received(String text) {
            return good.received(text);
        }

        @Override
        public String interim(String text) {
            return good.interim(text);
        }

        @Override
        public String finalText(String text, List<SttEvent.Word> words, boolean answersFinalize) {
            return good.finalText(text, words, answersFinalize);
        }

        @Override
        public String last() {
            return good.last();
        }

        @Override
        public String error(String reason) {
            return good.error(reason);
        }

        @Override
        public Duration longestMessage() {
            return Duration.ofMillis(200);
        }
    }

    private record Wrong(SpeechToText good, String key, Defect defect, List<SttSession> opened)
            implements SpeechToText {
        Wrong(SpeechToText good, String key, Defect defect) {
            this(good, key, defect, new ArrayList<>());
        }

        @Override
        public String name() {
            return good.name();
        }

        @Override
        public String address() {
            return defect == KEY_IN_ADDRESS ? good.address() + "?token=" + key : good.address();
        }

        @Override
        public SttCapabilities capabilities() {
            return good.capabilities();
        }

        @Override
        public int sampleRateHz() {
            return good.sampleRateHz();
        }

        @Override
        public SttSession open(SttTransport transport, SttListener listener) {
            if (defect == SPEAKS_IN_OPEN) {
                listener.onEvent(new SttEvent.Unrecognized("hello", "{}"));
            }
            var events = new WrongListener(defect, key, listener);
            var session = new WrongSession(defect, good.open(new WrongTransport(defect, transport), events), events);
            opened.add(session);
            return defect == SHARES_A_SESSION ? opened.get(0) : session;
        }

        @Override
        public String toString() {
            return good.toString();
        }
    }

    private static final class WrongListener implements SttListener {
        private final Defect defect;
        private final String key;
        private final SttListener call;
        boolean ready;

        WrongListener(Defect defect, String key, SttListener call) {
            this.defect = defect;
            this.key = key;
            this.call = call;
        }

        void tell(SttEvent event) {
            call.onEvent(event);
        }

        @Override
        public void onWritable() {
            call.onWritable();
        }

        @Override
        public void onEvent(SttEvent event) {
            ready |= event instanceof SttEvent.Ready;
            var changed = changed(event);
            if (defect == WORKS_ELSEWHERE && event instanceof SttEvent.Final) {
                new Thread(() -> call.onEvent(event), "elsewhere").start();
            } else if (changed != null) {
                call.onEvent(changed);
            }
            if ((defect == READY_TWICE && event instanceof SttEvent.Ready)
                    || (defect == CLOSED_TWICE && event instanceof SttEvent.Closed)) {
                call.onEvent(event);
            }
        }

        private @Nullable SttEvent changed(SttEvent event) {
            if (event instanceof SttEvent.AudioDropped) {
                return defect == DOES_NOT_TELL_OF_DROPPED ? null : event;
            } else if (event instanceof SttEvent.Unrecognized) {
                return defect == HIDES_UNKNOWN ? null : event;
            } else if (event instanceof SttEvent.Final settled && defect == LOSES_WORD_TIMES) {
                var words = settled.words().stream()
                        .map(each -> new SttEvent.Word(each.text(), 0, 0, null))
                        .toList();
                return new SttEvent.Final(settled.text(), words, settled.answersFinalize(), settled.last());
            } else if (event instanceof SttEvent.Closed closed && defect == TAKES_ANY_END_FOR_ASKED) {
                return new SttEvent.Closed(closed.code(), closed.reason(), true);
            } else if (event instanceof SttEvent.Error error) {
                return changed(error);
            }
            return event;
        }

        private SttEvent changed(SttEvent.Error error) {
            var reason = error.reason();
            if (defect == THROWS_AT_RUBBISH && reason.code() == ErrorCode.STT_PROTOCOL) {
                throw new IllegalStateException("not one JSON object");
            }
            return switch (defect) {
                case SHOWS_THE_KEY ->
                    new SttEvent.Error(new BatonException(
                            reason.code(), reason.getMessage() + " " + key, reason.tried(), reason.remedy()));
                case NEVER_FATAL -> new SttEvent.Error(reason, false, error.retryAfter());
                case FORGETS_RETRY_AFTER -> new SttEvent.Error(reason, error.fatal());
                default -> error;
            };
        }
    }

    private static final class WrongSession implements SttSession {
        private final Defect defect;
        private final SttSession good;
        private final WrongListener events;
        private short[] copy = new short[0];

        WrongSession(Defect defect, SttSession good, WrongListener events) {
            this.defect = defect;
            this.good = good;
            this.events = events;
        }

        @Override
        public void audio(short[] samples, int offset, int length) {
            if (defect == COPIES_EACH_FRAME) {
                copy = samples.clone();
                good.audio(copy, offset, length);
            } else if (defect != DROPS_EARLY_AUDIO || events.ready) {
                good.audio(samples, offset, length);
            }
        }

        @Override
        public boolean isWritable() {
            return defect == ALWAYS_WRITABLE || good.isWritable();
        }

        @Override
        public void finalizeTurn() {
            if (defect == PADS_UNTOLD) {
                good.audio(new short[160], 0, 160);
            }
            good.finalizeTurn();
            if (defect == FINALIZES_TWICE) {
                good.finalizeTurn();
            }
        }

        @Override
        public int keepAlive() {
            return good.keepAlive() + (defect == MISCOUNTS_SILENCE ? 1 : 0);
        }

        @Override
        public void closeStream() {
            good.closeStream();
        }

        @Override
        public void abort() {
            if (defect == ABORTS_WITH_AN_ERROR) {
                events.tell(new SttEvent.Error(new BatonException(ErrorCode.STT_LOST, "aborted", "", "")));
            }
            good.abort();
            if (defect == GOES_ON_AFTER_CLOSED) {
                events.tell(new SttEvent.Unrecognized("late", "{}"));
            }
        }
    }

    /** What goes wrong on the way to the wire. */
    private record WrongTransport(Defect defect, SttTransport good) implements SttTransport {
        private static final int FULL_GROUP_BYTES = 3_200;

        @Override
        public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
            return new WrongConnection(defect, good.connect(uri, headers, listener));
        }

        @Override
        public Runnable after(Duration delay, Runnable task) {
            return defect == WAITS_FOR_EVER ? () -> {} : good.after(delay, task);
        }

        private record WrongConnection(Defect defect, Connection good) implements Connection {
            @Override
            public void sendBinary(ByteBuffer bytes) {
                boolean rest = bytes.remaining() < FULL_GROUP_BYTES;
                if (!rest || (defect != FORGETS_THE_REST && defect != CLOSES_WITHOUT_THE_REST)) {
                    good.sendBinary(bytes);
                }
            }

            @Override
            public void sendText(String text) {
                good.sendText(text);
                if (defect == CLOSES_TWICE && text.contains("close_stream")) {
                    good.sendText(text);
                }
            }

            @Override
            public long pendingBytes() {
                return good.pendingBytes();
            }

            @Override
            public void close(int code, String reason) {
                good.close(code, reason);
            }

            @Override
            public void abort() {
                good.abort();
            }
        }
    }
}
