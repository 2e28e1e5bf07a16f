package dev.baton.explain;

import dev.baton.turn.TurnConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Silence in which nobody owes anybody anything: only the application could break it, and it is told only if it asked to be. Belongs to the {@link Explainer}. */
final class SilenceWatch {
    private static final int MOST = 20;

    private final List<Diagnosis> diagnoses = new ArrayList<>();
    private boolean idle;
    private long since;

    /** @param untilNanos when the silence ended, if it is over */
    void update(boolean nowIdle, long untilNanos, TurnConfig settings) {
        if (nowIdle && !idle) {
            since = untilNanos;
        } else if (idle && !nowIdle && untilNanos - since >= Limits.NOBODY_SPEAKS_NANOS) {
            overAfter(untilNanos - since, settings);
        }
        idle = nowIdle;
    }

    private void overAfter(long nanos, TurnConfig settings) {
        if (settings.userIdle().isZero() && diagnoses.size() < MOST) {
            diagnoses.add(new Diagnosis(
                    Symptom.DEAD_AIR,
                    Duration.ofNanos(since),
                    0,
                    "Nobody spoke for " + Say.seconds(nanos) + ", nobody owed an answer, and turn.user-idle is off.",
                    "turn.user-idle",
                    "5s",
                    "have the handler told when the caller is silent, and ask again in onIdle"));
        }
    }

    List<Diagnosis> diagnoses() {
        return List.copyOf(diagnoses);
    }
}
