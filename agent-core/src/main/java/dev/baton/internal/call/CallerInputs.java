package dev.baton.internal.call;

import dev.baton.call.CallEvent;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnEvent;
import java.util.function.UnaryOperator;

/** What a caller and an application do besides speaking: keys, typed lines, other settings, mute. From any thread; each hops to the loop once. */
final class CallerInputs {
    private static final String KEYS = "0123456789*#ABCD";
    private static final int MAX_LINE_LENGTH = 10_000;

    private final CallLoop loop;
    private final TurnDriver turns;
    private final CallReport report;
    private final CallHolder call;
    private final boolean serviceFinalizes;
    private TurnConfig settings;

    CallerInputs(CallSetup setup, CallLoop loop, TurnDriver turns, CallReport report, CallHolder call) {
        this.loop = loop;
        this.turns = turns;
        this.report = report;
        this.call = call;
        serviceFinalizes = setup.speechToText().capabilities().finalizes();
        settings = setup.turns();
    }

    void press(char key) {
        char pressed = key >= 'a' && key <= 'd' ? (char) (key - 'a' + 'A') : key;
        if (KEYS.indexOf(pressed) < 0) {
            throw new IllegalArgumentException("a key must be one of 0 to 9, *, #, A to D, key='" + key + "'");
        }
        hop(() -> {
            report.tell(new CallEvent.KeyPressed(report.now(), pressed));
            turns.happens(new TurnEvent.KeyPressed(turns.now(), pressed));
        });
    }

    void type(String line) {
        if (line.isBlank() || line.length() > MAX_LINE_LENGTH) {
            throw new IllegalArgumentException("a typed line must have 1 to " + MAX_LINE_LENGTH
                    + " characters and not be blank, length=" + line.length());
        }
        hop(() -> {
            report.tell(new CallEvent.TextTyped(report.now(), line.strip()));
            turns.happens(new TurnEvent.TextTyped(turns.now(), line.strip()));
        });
    }

    /** One change at a time, so that none is lost. The change itself belongs to the application and is quick. */
    synchronized void update(UnaryOperator<TurnConfig.Builder> change) {
        var changed = change.apply(settings.toBuilder()).build();
        var held = changed.finalizes() && !serviceFinalizes
                ? changed.toBuilder().finalizes(false).build()
                : changed;
        settings = held;
        hop(() -> turns.happens(new TurnEvent.SettingsChanged(turns.now(), held)));
    }

    void mute(boolean muted) {
        hop(() -> {
            report.tell(new CallEvent.MuteSet(report.now(), muted));
            turns.happens(new TurnEvent.MuteSet(turns.now(), muted));
        });
    }

    private void hop(Runnable input) {
        loop.execute(() -> {
            if (!call.isHungUp()) {
                input.run();
            }
        });
    }
}
