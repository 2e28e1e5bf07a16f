package dev.baton.testkit.conformance;

import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One session of the adapter's on a network in memory, and all that it says. */
final class Rig {
    /** With characters that addresses and JSON may write in another way. */
    static final String KEY = "sk_conformance/0123+456789=";

    /** The same as services may repeat it inside a JSON string. */
    static final String ESCAPED_KEY =
            KEY.replace("sk", "\\u0073\\u006B").replace("/", "\\/").replace("=", "\\u003d");

    /** The same as it stands in an address. */
    static final String PERCENT_ENCODED_KEY =
            KEY.replace("/", "%2F").replace("+", "%2b").replace("=", "%3D");

    private static final Pattern ESCAPED = Pattern.compile("(?:%|\\\\u00)(\\p{XDigit}{2})|\\\\(/)");

    /** Around the sound that is handed over; none of its levels, and none that G.711 makes one of them. */
    private static final short NOT_HANDED_OVER = Short.MAX_VALUE;

    private static final int OFFSET = 7;
    /** What silence becomes in A-law. */
    private static final int QUIET = 8;

    private static final URI ADDRESS = URI.create("ws://127.0.0.1:9/live");

    final SttVendor vendor;
    final SpeechToText service;
    final WireNetwork network;
    final List<SttEvent> events = new CopyOnWriteArrayList<>(); // a wrong adapter adds from another thread
    final int heardInOpen;
    final SttSession session;
    int writableAgain;

    private final List<Padding> paddings = new ArrayList<>();
    private final long firstPosition;
    private long given;

    /** Silence on the wire that was told. */
    private record Padding(long fromSample, long samples) {}

    Rig(SttVendor vendor) {
        this(vendor, vendor.service(ADDRESS, KEY), 0);
    }

    /** @param firstPosition of its sound, so that two sessions can be told apart */
    Rig(SttVendor vendor, SpeechToText service, long firstPosition) {
        this.vendor = vendor;
        this.service = service;
        this.firstPosition = firstPosition;
        network = new WireNetwork(vendor);
        session = service.open(network, new SttListener() {
            @Override
            public void onEvent(SttEvent event) {
                network.onLoop("an event");
                if (event instanceof SttEvent.SilenceSent silence) {
                    paddings.add(new Padding(given - told() + paddedSamples(), silence.samples()));
                }
                events.add(event);
            }

            @Override
            public void onWritable() {
                network.onLoop("onWritable");
                writableAgain++;
            }
        });
        heardInOpen = events.size();
    }

    static Rig ready(SttVendor vendor) {
        var rig = new Rig(vendor);
        rig.becomeReady();
        return rig;
    }

    void becomeReady() {
        network.service().onOpen();
        says(vendor.greeting());
    }

    /** @param message null for one that the service does not have */
    void says(@Nullable String message) {
        if (message != null) {
            network.service().onText(message);
        }
        network.pass(Duration.ZERO);
    }

    void closes(int code, String reason) {
        network.service().onClosed(code, reason);
        network.pass(Duration.ZERO);
    }

    /** In order, as the service does it after the end of the stream. */
    void answersTheEnd() {
        var last = vendor.last();
        if (last == null) {
            closes(1000, "");
        } else {
            says(last);
            network.pass(Duration.ofSeconds(1));
        }
    }

    int samples(Duration length) {
        return Math.toIntExact(length.toMillis() * service.sampleRateHz() / 1_000);
    }

    void speak(Duration length) {
        speak(samples(length));
    }

    /** In frames of 20 ms, and a shorter one at the end. */
    void speak(int samples) {
        int frame = samples(Duration.ofMillis(20));
        for (int left = samples; left > 0; left -= frame) {
            int now = Math.min(frame, left);
            var larger = new short[now + 2 * OFFSET];
            Arrays.fill(larger, NOT_HANDED_OVER);
            System.arraycopy(PositionCode.from(firstPosition + given, now), 0, larger, OFFSET, now);
            session.audio(larger, OFFSET, now);
            given += now;
        }
        network.pass(Duration.ZERO);
    }

    long given() {
        return given;
    }

    long paddedSamples() {
        return paddings.stream().mapToLong(Padding::samples).sum();
    }

    /** Without the silence that was told where it belongs: behind all audio that had been given by then. */
    short[] heardByService() {
        var all = onTheWire();
        var heard = new short[Math.max(0, Math.toIntExact(all.length - paddedSamples()))];
        int from = 0;
        int at = 0;
        for (var padding : paddings) {
            int begin = Math.toIntExact(Math.min(padding.fromSample, all.length));
            int end = Math.toIntExact(Math.min(padding.fromSample + padding.samples, all.length));
            for (int i = begin; i < end; i++) {
                require(Math.abs(all[i]) <= QUIET, "silence was told where " + all[i] + " is on the wire");
            }
            System.arraycopy(all, from, heard, at, begin - from);
            at += begin - from;
            from = end;
        }
        System.arraycopy(all, from, heard, at, heard.length - at);
        return heard;
    }

    short[] onTheWire() {
        int total = 0;
        for (var each : network.sent) {
            total += each instanceof Received.Audio audio ? audio.samples().length : 0;
        }
        var all = new short[total];
        int at = 0;
        for (var each : network.sent) {
            if (each instanceof Received.Audio audio) {
                System.arraycopy(audio.samples(), 0, all, at, audio.samples().length);
                at += audio.samples().length;
            }
        }
        return all;
    }

    /** All that was given so far, in order and whole. */
    void requireAllHeard() {
        var heard = heardByService();
        require(heard.length == given, heard.length + " samples on the wire of " + given);
        require(
                PositionCode.leftOut(heard, firstPosition, given) == 0,
                "samples are missing in the middle of what is on the wire");
    }

    /** In order, and what is missing in between was told. */
    void requireInOrder() {
        PositionCode.leftOut(heardByService(), firstPosition, given);
    }

    long told() {
        return all(SttEvent.AudioDropped.class).stream()
                .mapToLong(SttEvent.AudioDropped::samples)
                .sum();
    }

    <E extends SttEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    long sent(Class<? extends Received> type) {
        return network.sent.stream().filter(type::isInstance).count();
    }

    /** Those that the vendor did not recognise tell what it should have. */
    void requireSent(Class<? extends Received> type, int expected) {
        var others =
                network.sent.stream().filter(Received.Other.class::isInstance).toList();
        require(
                sent(type) == expected,
                sent(type) + " times " + type.getSimpleName() + " of " + expected + ", and of other texts " + others);
    }

    /** Closed once, and after it nothing. */
    SttEvent.Closed requireClosed() {
        var closed = all(SttEvent.Closed.class);
        require(closed.size() == 1, "Closed " + closed.size() + " times: " + events);
        require(events.get(events.size() - 1) == closed.get(0), "something after Closed: " + events);
        return closed.get(0);
    }

    SttEvent.Error requireOneError() {
        var errors = all(SttEvent.Error.class);
        require(errors.size() == 1, errors.size() + " errors: " + events);
        var error = errors.get(0);
        var report = error.reason().report();
        require(!error.reason().remedy().isBlank(), "remedy must not be blank, in an error that reports " + report);
        require(
                lower(report).contains(lower(service.name())),
                "report() must contain name() literally, name " + service.name() + ", report " + report);
        requireNoKey();
        return error;
    }

    void requireNoKey() {
        for (var event : events) {
            require(!showsKey(event.toString()), "the key in " + event);
            if (event instanceof SttEvent.Error error) {
                var report = error.reason().report();
                require(!showsKey(report), "the key in " + report);
                var trace = new StringWriter();
                error.reason().printStackTrace(new PrintWriter(trace));
                require(!showsKey(trace.toString()), "the key in the stack trace of " + report);
            }
        }
    }

    /** As it is, or so that anybody can read it back. */
    static boolean showsKey(String told) {
        var plain = ESCAPED.matcher(told)
                .replaceAll(each -> Matcher.quoteReplacement(
                        each.group(1) == null
                                ? each.group(2)
                                : String.valueOf((char) Integer.parseInt(each.group(1), 16))));
        return told.contains(KEY) || plain.contains(KEY);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static void require(boolean holds, String seen) {
        if (!holds) {
            throw new AssertionError(seen);
        }
    }
}
