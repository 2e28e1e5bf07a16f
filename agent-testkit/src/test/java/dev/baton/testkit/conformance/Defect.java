package dev.baton.testkit.conformance;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.stt.SmallestPulse;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttCapabilities;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Mistakes that adapters make, planted into a good one between it and the call, and the rule that catches each. */
enum Defect {
    SPEAKS_IN_OPEN("quiet-until-open"),
    READY_TWICE("ready-once"),
    READY_AT_THE_UPGRADE("ready-once"),
    READY_AT_EACH_GREETING("ready-once"),
    WAITS_FOR_EVER_FOR_A_GREETING("greeting-bounded"),
    CLOSED_TWICE("ends-in-order"),
    CLOSES_TWICE("close-once"),
    CUTS_AN_EARLY_CLOSE_SHORT("early-close"),
    FORGETS_AN_EARLY_CLOSE("early-close"),
    WAITS_FOR_EVER("close-bounded"),
    TAKES_ANY_END_FOR_ASKED("unasked-close"),
    TAKES_THE_LAST_MESSAGE_FOR_ASKED("unasked-close"),
    SHOWS_THE_KEY_IN_CLOSED("unasked-close"),
    SHOWS_THE_KEY_OF_A_FAILURE("unasked-close"),
    GOES_ON_AFTER_CLOSED("closed-is-over"),
    ABORTS_WITH_AN_ERROR("abort"),
    SHARES_A_SESSION("sessions-apart"),
    WORKS_ELSEWHERE("own-loop"),
    DROPS_EARLY_AUDIO("early-audio"),
    IGNORES_THE_OFFSET("early-audio"),
    DOES_NOT_TELL_OF_DROPPED("early-bounded"),
    DECLARES_ANOTHER_RATE("format"),
    SENDS_LARGE_CHUNKS("chunks"),
    FORGETS_THE_REST("flush-before-finalize"),
    CLOSES_WITHOUT_THE_REST("flush-before-close"),
    PADS_UNTOLD("padding"),
    NEVER_PADS("padding"),
    PADS_WHERE_IT_MUST_UNTOLD("padding"),
    PADS_TOO_FAR("padding"),
    FINALIZES_TWICE("finalize-once"),
    MISCOUNTS_SILENCE("keep-alive"),
    ALWAYS_WRITABLE("stalled-network"),
    DROPS_A_FINALIZE_WHILE_STALLED("stalled-network"),
    COPIES_EACH_FRAME("no-allocation"),
    LOSES_WORD_TIMES("texts"),
    LOSES_WORDS("texts"),
    IGNORES_THE_MARK("finalize-answered", "call"),
    MARKS_EVERY_FINAL("finalize-answered"),
    HIDES_AN_EMPTY_ANSWER("finalize-answered"),
    MAKES_UP_A_MARK("finalize-answered"),
    LOSES_WHAT_IS_SENT_AGAIN("call-reconnected"),
    HIDES_UNKNOWN("unknown"),
    LOSES_THE_JSON("unknown"),
    SHOWS_THE_KEY_ESCAPED("unknown"),
    THROWS_AT_RUBBISH("malformed"),
    BELIEVES_IN_FIELDS("own-messages-broken"),
    GOES_DEAF("own-messages-broken"),
    SHOWS_THE_KEY("complaint"),
    SHOWS_THE_KEY_PERCENT_ENCODED("complaint"),
    NAMES_NOBODY("complaint"),
    KNOWS_NO_REMEDY("complaint"),
    NEVER_FATAL("refusal-fatal"),
    FORGETS_RETRY_AFTER("refusal-passing"),
    KEY_IN_ADDRESS("names");

    @SuppressWarnings("ImmutableEnumChecker") // the set is
    final Set<String> rules;

    Defect(String... rules) {
        this.rules = Set.of(rules);
    }

    SttVendor planted() {
        return new Planted(this);
    }

    /** Only a service that greets, and marks no answer, shows them. */
    private boolean needsGreeting() {
        return this == READY_AT_EACH_GREETING || this == WAITS_FOR_EVER_FOR_A_GREETING || this == MAKES_UP_A_MARK;
    }

    /** Only a service that marks its answers shows them. */
    private boolean needsMarks() {
        return this == IGNORES_THE_MARK || this == MARKS_EVERY_FINAL || this == HIDES_AN_EMPTY_ANSWER;
    }

    /** Only a service that refuses short messages shows them. */
    private boolean needsPadding() {
        return this == NEVER_PADS || this == PADS_WHERE_IT_MUST_UNTOLD || this == PADS_TOO_FAR;
    }

    private static final class Planted implements SttVendor {
        private final SttVendor good;
        private final Defect defect;

        Planted(Defect defect) {
            this.defect = defect;
            good = defect.needsGreeting() ? new CambVendor(AudioEncoding.LINEAR16) : new PulseVendor();
        }

        @Override
        public SpeechToText service(URI address, String key) {
            if (defect.needsGreeting()) {
                return new Wrong(good.service(address, key), key, defect);
            }
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
        public @Nullable String greeting() {
            return defect == READY_AT_THE_UPGRADE ? "{\"type\":\"hello\"}" : good.greeting();
        }

        @Override
        public @Nullable String interim(String text) {
            return good.interim(text);
        }

        @Override
        public String finalText(String text, List<SttEvent.Word> words, boolean answersFinalize) {
            return good.finalText(text, words, answersFinalize);
        }

        @Override
        public @Nullable String last() {
            return good.last();
        }

        @Override
        public String error(String reason) {
            return good.error(reason);
        }

        @Override
        public Duration shortestMessage() {
            return defect.needsPadding() ? Duration.ofMillis(50) : good.shortestMessage();
        }

        @Override
        public boolean refusesShorter() {
            return defect.needsPadding();
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
            var known = good.capabilities();
            return defect.needsMarks()
                    ? new SttCapabilities(
                            known.finalizes(),
                            SttCapabilities.FinalizeAnswers.MARKED,
                            known.usualAnswerTime(),
                            known.settleTimeout())
                    : known;
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
            var events = new WrongListener(defect, key, listener, !opened.isEmpty());
            var session =
                    new WrongSession(defect, good.open(new WrongTransport(defect, transport, events), events), events);
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
        private final boolean later;
        boolean ready;
        private boolean last;

        WrongListener(Defect defect, String key, SttListener call, boolean later) {
            this.defect = defect;
            this.key = key;
            this.call = call;
            this.later = later;
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
            last |= event instanceof SttEvent.Final settled && settled.last();
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
            } else if (event instanceof SttEvent.Unrecognized unknown) {
                return changed(unknown);
            } else if (event instanceof SttEvent.Final settled) {
                return changed(settled);
            } else if (event instanceof SttEvent.Closed closed) {
                return changed(closed);
            } else if (event instanceof SttEvent.Error error) {
                return defect == TAKES_THE_LAST_MESSAGE_FOR_ASKED && last ? null : changed(error);
            }
            return event;
        }

        private @Nullable SttEvent changed(SttEvent.Unrecognized unknown) {
            return switch (defect) {
                case HIDES_UNKNOWN -> null;
                case LOSES_THE_JSON -> new SttEvent.Unrecognized(unknown.type(), "{}");
                case SHOWS_THE_KEY_ESCAPED ->
                    new SttEvent.Unrecognized(unknown.type(), unknown.json().replace("[key]", Rig.ESCAPED_KEY));
                default -> unknown;
            };
        }

        private @Nullable SttEvent changed(SttEvent.Final settled) {
            var words = settled.words();
            boolean answers = settled.answersFinalize();
            return switch (defect) {
                case LOSES_WORD_TIMES ->
                    changed(
                            settled,
                            words.stream()
                                    .map(each -> new SttEvent.Word(each.text(), 0, 0, null))
                                    .toList(),
                            answers);
                case LOSES_WORDS -> changed(settled, List.of(), answers);
                case IGNORES_THE_MARK -> changed(settled, words, false);
                case MARKS_EVERY_FINAL, MAKES_UP_A_MARK -> changed(settled, words, true);
                case HIDES_AN_EMPTY_ANSWER -> answers && settled.text().isEmpty() ? null : settled;
                default -> settled;
            };
        }

        private static SttEvent changed(SttEvent.Final settled, List<SttEvent.Word> words, boolean answers) {
            return new SttEvent.Final(settled.text(), words, answers, settled.last());
        }

        private SttEvent changed(SttEvent.Closed closed) {
            boolean asked = closed.asked()
                    || defect == TAKES_ANY_END_FOR_ASKED
                    || (defect == TAKES_THE_LAST_MESSAGE_FOR_ASKED && last);
            var reason = closed.reason();
            return new SttEvent.Closed(
                    closed.code(), defect == SHOWS_THE_KEY_IN_CLOSED ? reason.replace("[key]", key) : reason, asked);
        }

        private SttEvent changed(SttEvent.Error error) {
            var reason = error.reason();
            if (defect == THROWS_AT_RUBBISH && reason.code() == ErrorCode.STT_PROTOCOL) {
                throw new IllegalStateException("not one JSON object");
            }
            return switch (defect) {
                case SHOWS_THE_KEY -> saying(reason, reason.getMessage() + " " + key, reason.remedy());
                case SHOWS_THE_KEY_OF_A_FAILURE ->
                    reason.code() == ErrorCode.STT_UNREACHABLE
                            ? new SttEvent.Error(new BatonException(
                                    reason.code(),
                                    shown(reason),
                                    reason.tried(),
                                    reason.remedy(),
                                    new IOException("no route with " + key)))
                            : error;
                case SHOWS_THE_KEY_PERCENT_ENCODED ->
                    saying(reason, shown(reason).replace("[key]", Rig.PERCENT_ENCODED_KEY), reason.remedy());
                case NAMES_NOBODY -> saying(reason, shown(reason).replace("pulse", "service"), reason.remedy());
                case KNOWS_NO_REMEDY -> saying(reason, shown(reason), "");
                case NEVER_FATAL -> new SttEvent.Error(reason, false, error.retryAfter());
                case FORGETS_RETRY_AFTER -> new SttEvent.Error(reason, error.fatal());
                default -> error;
            };
        }

        private static String shown(BatonException reason) {
            return String.valueOf(reason.getMessage());
        }

        private static SttEvent saying(BatonException reason, String what, String remedy) {
            return new SttEvent.Error(new BatonException(reason.code(), what, reason.tried(), remedy));
        }
    }

    private static final class WrongSession implements SttSession {
        private static final int CHUNK = 1_600;
        private static final int SHORTEST = 800;

        private final Defect defect;
        private final SttSession good;
        private final WrongListener events;
        private short[] copy = new short[0];
        private int given;

        WrongSession(Defect defect, SttSession good, WrongListener events) {
            this.defect = defect;
            this.good = good;
            this.events = events;
        }

        @Override
        public void audio(short[] samples, int offset, int length) {
            given += length;
            if (defect == IGNORES_THE_OFFSET) {
                good.audio(samples, 0, length);
            } else if (defect == COPIES_EACH_FRAME) {
                copy = samples.clone();
                good.audio(copy, offset, length);
            } else if (!isDropped()) {
                good.audio(samples, offset, length);
            }
        }

        private boolean isDropped() {
            return switch (defect) {
                case DROPS_EARLY_AUDIO -> !events.ready;
                case LOSES_WHAT_IS_SENT_AGAIN -> events.later && given <= 16_000;
                default -> false;
            };
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
            if (defect == DROPS_A_FINALIZE_WHILE_STALLED && events.ready && !good.isWritable()) {
                return;
            }
            pad();
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
            if (defect == CUTS_AN_EARLY_CLOSE_SHORT && !events.ready) {
                good.abort();
            } else if (defect != FORGETS_AN_EARLY_CLOSE || events.ready) {
                pad();
                good.closeStream();
            }
        }

        /** What is left is sent right after. */
        private void pad() {
            int rest = given % CHUNK;
            if (defect.needsPadding() && defect != NEVER_PADS && rest > 0 && rest < SHORTEST) {
                int silence = (defect == PADS_TOO_FAR ? CHUNK : SHORTEST) - rest;
                good.audio(new short[silence], 0, silence);
                if (defect == PADS_TOO_FAR) {
                    events.tell(new SttEvent.SilenceSent(silence));
                }
            }
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
    private record WrongTransport(Defect defect, SttTransport good, WrongListener events) implements SttTransport {
        private static final int FULL_GROUP_BYTES = 3_200;

        @Override
        public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
            return new WrongConnection(defect, good.connect(uri, headers, new WrongReader(defect, listener, events)));
        }

        @Override
        public Runnable after(Duration delay, Runnable task) {
            boolean waits = defect == WAITS_FOR_EVER || defect == WAITS_FOR_EVER_FOR_A_GREETING;
            return waits ? () -> {} : good.after(delay, task);
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

    /** What goes wrong with what comes from the wire. */
    private static final class WrongReader implements SttTransport.Listener {
        private final Defect defect;
        private final SttTransport.Listener good;
        private final WrongListener events;
        private boolean deaf;

        WrongReader(Defect defect, SttTransport.Listener good, WrongListener events) {
            this.defect = defect;
            this.good = good;
            this.events = events;
        }

        @Override
        public void onText(String text) {
            boolean isText = text.startsWith("{\"type\":\"transcription\"");
            if (defect == BELIEVES_IN_FIELDS && isText && !text.contains("\"transcript\":\"")) {
                throw new NullPointerException("transcript");
            }
            if (defect == READY_AT_EACH_GREETING && events.ready && text.contains("\"Ready\"")) {
                events.tell(new SttEvent.Ready(""));
            }
            deaf |= defect == GOES_DEAF && text.contains("\"is_final\":null");
            if (!deaf) {
                good.onText(text);
            }
        }

        @Override
        public void onOpen() {
            good.onOpen();
        }

        @Override
        public void onRefused(int httpStatus, String retryAfter, String body) {
            good.onRefused(httpStatus, retryAfter, body);
        }

        @Override
        public void onFailed(Throwable cause) {
            good.onFailed(cause);
        }

        @Override
        public void onWritable() {
            good.onWritable();
        }

        @Override
        public void onClosed(int code, String reason) {
            good.onClosed(code, reason);
        }
    }
}
