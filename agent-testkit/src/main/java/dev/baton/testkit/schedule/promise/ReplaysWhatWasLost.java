package dev.baton.testkit.schedule.promise;

import dev.baton.call.CallEvent;
import dev.baton.turn.DropReason;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Promise 5: a lost connection loses no words. Only of turns that were announced, since one that was not ends untold; and only where the times are right, since what a wrong clock says was
 * finalized is not sent again.
 */
final class ReplaysWhatWasLost implements Promise {
    private static final long MILLI = 1_000_000;

    /** What a connection gets, it gets with the next frames. */
    private static final long SOON_NANOS = 100 * MILLI;

    private static final int FRAME_MILLIS = 20;

    @Override
    public String name() {
        return "replays-what-was-lost";
    }

    @Override
    public String sentence() {
        return "A new connection gets the audio of every word of the open turn that no final has told, as far as it is kept and the finals tell where they end.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        Set<Integer> told = new HashSet<>();
        boolean open = false;
        long onset = Long.MAX_VALUE;
        long lastOnset = Long.MAX_VALUE;
        long declared = -1;
        long lastTurnEnd = 0;
        long lastToldEnd = 0;
        for (var entry : call.entries()) {
            if (entry instanceof Entry.FinalSaid said) {
                told.addAll(said.words());
                lastToldEnd = Math.max(lastToldEnd, heardUpTo(call, said));
            } else if (entry instanceof Entry.Told event && endsTurn(event.event())) {
                lastTurnEnd = entry.atNanos() / MILLI;
                onset = Long.MAX_VALUE;
                open = false;
            } else if (entry instanceof Entry.Told event && event.event() instanceof CallEvent.SpeechStarted started) {
                declared = entry.atNanos();
                lastOnset = started.onset().toMillis();
                onset = Math.min(onset, lastOnset);
            } else if (entry instanceof Entry.Told event && event.event() instanceof CallEvent.TurnStarted) {
                open = true;
                // The turn before it may have ended untold, and speech may go on that the recogniser took for ended.
                onset = entry.atNanos() == declared ? lastOnset : Long.MAX_VALUE;
            } else if (entry instanceof Entry.Stands stands && open && livesOn(call, stands)) {
                long now = entry.atNanos() / MILLI;
                long keptFrom = now - call.settings().replayBuffer().toMillis() + SOON_NANOS / MILLI;
                long from = Math.max(Math.max(keptFrom, Math.max(lastTurnEnd, onset)), lastToldEnd);
                for (var word : call.words()) {
                    if (word.startMillis() >= from
                            && word.endMillis() <= now
                            && word.heardByDetector()
                            && word.arrives()
                            && !told.contains(word.number())
                            && !isGot(call.connections().get(stands.connection() - 1), word)) {
                        broken.accept("connection " + stands.connection() + ", which stands since " + now
                                + " ms, never got w" + word.number() + ", said from " + word.startMillis() + " to "
                                + word.endMillis() + " ms");
                    }
                }
            }
        }
    }

    private static boolean isGot(ConnectionTrace connection, Word word) {
        return connection.got(
                (int) (word.startMillis() / FRAME_MILLIS) + 1, (int) ((word.endMillis() - 1) / FRAME_MILLIS) + 1);
    }

    /** Without word times nobody knows which audio a final is about: at the latest that of its instant, which gaps too short to be noticed have moved. */
    private static long heardUpTo(CallTrace call, Entry.FinalSaid said) {
        if (said.words().isEmpty()) {
            return 0;
        }
        int last = said.words().get(said.words().size() - 1);
        return said.stamps() == Stamps.TRUE
                ? call.words().get(last - 1).endMillis()
                : (said.atNanos() + SOON_NANOS) / MILLI;
    }

    /** Whether the connection and the call go on for a moment. */
    private static boolean livesOn(CallTrace call, Entry.Stands stands) {
        if (!call.facts().truthful() || call.facts().settings().stream().anyMatch(each -> !each.sendsSilence())) {
            return false; // what a wrong clock says was finalized is not sent again
        }
        for (var entry : call.entries()) {
            boolean ends = entry instanceof Entry.LineClosed
                    || entry instanceof Entry.CloseAsked
                    || (entry instanceof Entry.Gone gone && gone.connection() == stands.connection());
            if (ends && entry.atNanos() < stands.atNanos() + SOON_NANOS && entry.atNanos() >= stands.atNanos()) {
                return false;
            }
        }
        return true;
    }

    private static boolean endsTurn(CallEvent event) {
        return event instanceof CallEvent.TurnCommitted
                || event instanceof CallEvent.TurnAbandoned
                || (event instanceof CallEvent.SpeechDropped drop && drop.reason() != DropReason.DUPLICATE_AUDIO);
    }
}
