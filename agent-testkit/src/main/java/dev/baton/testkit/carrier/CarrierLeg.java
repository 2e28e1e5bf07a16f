package dev.baton.testkit.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One call as its carrier keeps it: sends the caller's audio, plays the app's, answers its marks, and notes what the app does wrong.
 *
 * <p>Without I/O: whoever owns the connection calls {@link #opened}, {@link #tick} every 20 ms, {@code onText}, {@code onBinary} and {@link #onClosed}, one thread at a time. Positions and milliseconds count
 * from {@link #opened}. Tick n sends what the caller said in {@code [20(n-1), 20n)} ms, and decides what the far end hears in {@code [20n, 20(n+1))}.
 */
public abstract class CarrierLeg {
    /** About -67 dBFS. */
    private static final int NOISE_PEAK = 24;

    /** The app may still be sending what it had in hand when the caller hung up; no page says how long. */
    private static final int HANG_UP_GRACE_MILLIS = 500;

    private static final int MOST_VIOLATIONS_KEPT = 100;

    private final CallerFacts facts;
    private final Line line;
    private final Recording recording = new Recording();
    private final CallerVoice voice = new CallerVoice();
    private final List<Violation> violations = new ArrayList<>();
    private final short[] frame;
    private FarEnd farEnd;
    private int frameFilled;
    private @Nullable Wire wire;
    private long ticks;
    private long violationCount;
    private long marksReceived;
    private long marksAnswered;
    private long audioMessages;
    private long endedAtMillis = -1;
    private Ending ending = Ending.NOT_YET;
    private boolean closed;
    private int closeCode = -1;

    CarrierLeg(CallerFacts facts, Line line) {
        this.facts = facts;
        this.line = line;
        this.frame = new short[line.tickSamples() * (line.frameMillis() / Line.TICK_MILLIS)];
        this.farEnd = new FarEnd(line.sampleRateHz(), holdTicks(), recording);
    }

    // What a dialect says.

    /** Sends what comes before the first audio. */
    abstract void greet();

    /** @param millis end of the frame, since the call was connected */
    abstract void sendAudio(byte[] bytes, long millis);

    abstract void sendDigit(char digit);

    /** Tells that the caller has hung up, as far as the carrier does, and closes. */
    void sendHangUp() {
        wire().close(1000);
    }

    /** All audio before the mark has been played. */
    void markPlayed(String name) {
        throw new AssertionError("no marks on this transport, name=" + name);
    }

    void receiveText(String text) {
        throw new Breach("text is not part of this transport, text=" + text);
    }

    void receiveBinary(byte[] bytes) {
        throw new Breach("binary messages are not part of this transport, bytes=" + bytes.length);
    }

    /** 20 ms have been played. */
    void afterTick() {}

    /** See {@link FarEnd}. */
    int holdTicks() {
        return 0;
    }

    /** Of the WebSocket, empty if none is offered. */
    String subprotocol() {
        return "";
    }

    // What the owner of the connection calls.

    public final void opened(Wire wire) {
        this.wire = wire;
        farEnd.tick();
        greet();
    }

    /** 20 ms pass. */
    public final void tick() {
        ticks++;
        if (ending != Ending.NOT_YET) {
            return;
        }
        voice.next(frame, frameFilled, frameFilled + line.tickSamples());
        frameFilled += line.tickSamples();
        if (frameFilled == frame.length) {
            frameFilled = 0;
            sendAudio(line.coding().encode(frame), millis());
        }
        for (String mark : farEnd.tick()) {
            answer(mark);
        }
        afterTick();
    }

    public final void onText(String text) {
        guarded(() -> receiveText(text));
    }

    public final void onBinary(byte[] bytes) {
        guarded(() -> receiveBinary(bytes));
    }

    /**
     * The connection is gone.
     *
     * @param code of the WebSocket close, 1006 without one
     */
    public final void onClosed(int code) {
        closed = true;
        closeCode = code;
        end(Ending.APP_CLOSED);
    }

    private void guarded(Runnable receive) {
        if (ending != Ending.NOT_YET) {
            receivedAfterTheEnd();
            return;
        }
        try {
            receive.run();
        } catch (Breach e) {
            violation(e.rule());
        }
    }

    private void receivedAfterTheEnd() {
        long late = millis() - endedAtMillis;
        if (late > HANG_UP_GRACE_MILLIS) {
            violation("nothing may be sent once the call is over, millisAfter=" + late);
        }
    }

    // What the caller does.

    /**
     * Says this after all that is still to be said; {@code pcm} at the line's rate is not copied.
     *
     * @return when its first sample sounds, in milliseconds
     */
    public final long say(short[] pcm) {
        long starts = millis() + line.millis(voice.waiting());
        voice.say(pcm);
        return starts;
    }

    /** Between what is said the caller sends faint noise from now on, as most telephones do, instead of digital silence. */
    public final void lineNoise() {
        var random = new Random(1);
        var noise = new short[line.sampleRateHz()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) (random.nextInt(2 * NOISE_PEAK + 1) - NOISE_PEAK);
        }
        voice.background(noise);
    }

    /** Whether the caller has said everything. */
    public final boolean hasSaidAll() {
        return voice.waiting() == 0 && frameFilled == 0;
    }

    /** @param digit 0 to 9, *, # or A to D */
    public final void press(char digit) {
        if ("0123456789*#ABCD".indexOf(digit) < 0) {
            throw new IllegalArgumentException("digit must be one of a telephone's, digit=" + digit);
        }
        if (ending == Ending.NOT_YET) {
            sendDigit(digit);
        }
    }

    /** In the carrier's own way; from now on nothing is sent or played. */
    public final void hangUp() {
        if (ending == Ending.NOT_YET) {
            sendHangUp();
            end(Ending.CALLER_HUNG_UP);
        }
    }

    // What dialects use.

    final CallerFacts facts() {
        return facts;
    }

    public final Line line() {
        return line;
    }

    final Wire wire() {
        Wire open = wire;
        if (open == null) {
            throw new IllegalStateException("the call must be connected first");
        }
        return open;
    }

    final void violation(String rule) {
        violationCount++;
        if (violations.size() < MOST_VIOLATIONS_KEPT) {
            violations.add(new Violation(millis(), rule));
        }
    }

    /** Plays audio in the line's coding. */
    final void play(byte[] bytes) {
        play(line.coding(), bytes);
    }

    final void play(SampleCoding coding, byte[] bytes) {
        if (bytes.length == 0 || bytes.length % coding.bytesPerSample() != 0) {
            throw new Breach("audio must hold whole samples, at least one, bytes=" + bytes.length);
        }
        audioMessages++;
        farEnd.audio(coding.decode(bytes));
    }

    final void mark(String name) {
        marksReceived++;
        if (farEnd.mark(name)) {
            answer(name);
        }
    }

    final void answer(String mark) {
        marksAnswered++;
        markPlayed(mark);
    }

    /** The transport's command to hang up came. */
    final void appHungUp() {
        end(Ending.APP_HUNG_UP);
        wire().close(1000);
    }

    /** A rule was broken of which is known that the call does not survive it. */
    final void giveUp(String rule) {
        violation(rule);
        end(Ending.CARRIER_GAVE_UP);
        wire().close(1000);
    }

    private void end(Ending ending) {
        if (this.ending == Ending.NOT_YET) {
            this.ending = ending;
            endedAtMillis = millis();
        }
    }

    // What a test asks.

    /** Since the call was connected. */
    public final long millis() {
        return ticks * Line.TICK_MILLIS;
    }

    public final long ticks() {
        return ticks;
    }

    public final FarEnd farEnd() {
        return farEnd;
    }

    /** What was heard, from {@link #opened} on; empty if an {@linkplain #listen ear} was given. */
    public final Recording recording() {
        return recording;
    }

    /** Lets this ear hear instead of the recording, which would grow all through a load. Before {@link #opened}. */
    public final void listen(Ear ear) {
        farEnd = new FarEnd(line.sampleRateHz(), holdTicks(), ear);
    }

    /** The first hundred. */
    public final List<Violation> violations() {
        return List.copyOf(violations);
    }

    public final long violationCount() {
        return violationCount;
    }

    public final long marksReceived() {
        return marksReceived;
    }

    /** Those that came back to the app, played or cleared. */
    public final long marksAnswered() {
        return marksAnswered;
    }

    public final long audioMessages() {
        return audioMessages;
    }

    public final Ending ending() {
        return ending;
    }

    /** Whether the connection is gone. */
    public final boolean isClosed() {
        return closed;
    }

    /** The app's, or -1. */
    public final int closeCode() {
        return closeCode;
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + facts.callId() + " at " + millis() + " ms, ending=" + ending
                + ", played="
                + farEnd.playedMillis() + " ms, waiting=" + farEnd.millis(farEnd.fillSamples()) + " ms, clears="
                + farEnd.clears().size() + ", marks=" + marksAnswered + "/" + marksReceived + ", violations="
                + violationCount + " " + violations + "]";
    }
}
