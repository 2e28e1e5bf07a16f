package dev.baton.examples.sample;

import dev.baton.turn.Utterance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent understood, held against what the caller said.
 *
 * @param turns one for each turn of the truth, in order
 * @param strays commits during which the caller said nothing
 * @param noises sounds that should have committed nothing
 */
public record TruthCheck(List<Turn> turns, List<Utterance> strays, int noises) {
    /** How far the ends of a commit may lie from the words that it belongs to. */
    private static final long TOLERANCE_MS = 200;

    public TruthCheck {
        turns = List.copyOf(turns);
        strays = List.copyOf(strays);
    }

    /**
     * @param commits what was committed for it; one, if all went well
     */
    public record Turn(CallTruth.Turn said, List<Utterance> commits, WordAccuracy words) {
        public Turn {
            commits = List.copyOf(commits);
        }

        public boolean isLost() {
            return commits.isEmpty();
        }

        public boolean isSplit() {
            return commits.size() > 1;
        }

        /** What was committed for it, in order. */
        public String heard() {
            return String.join(" ", commits.stream().map(Utterance::text).toList());
        }
    }

    /**
     * @param committed all commits of the call in order; of a revised turn the last revision counts
     */
    public static TruthCheck of(CallerReport report, Collection<Utterance> committed) {
        var lastRevisions = new LinkedHashMap<Integer, Utterance>();
        for (Utterance utterance : committed) {
            lastRevisions.put(utterance.turn(), utterance);
        }
        var commits = new LinkedHashMap<CallTruth.Turn, List<Utterance>>();
        var strays = new ArrayList<Utterance>();
        for (Utterance utterance : lastRevisions.values()) {
            CallTruth.@Nullable Turn turn = turnOf(utterance, report.said());
            if (turn == null) {
                strays.add(utterance);
            } else {
                commits.computeIfAbsent(turn, said -> new ArrayList<>()).add(utterance);
            }
        }
        return new TruthCheck(
                checked(report.truth(), commits), strays, report.noises().size());
    }

    private static List<Turn> checked(CallTruth truth, Map<CallTruth.Turn, List<Utterance>> commits) {
        var turns = new ArrayList<Turn>();
        for (CallTruth.Turn said : truth.turns()) {
            List<Utterance> heard = commits.getOrDefault(said, List.of());
            String text = String.join(" ", heard.stream().map(Utterance::text).toList());
            turns.add(new Turn(said, heard, WordAccuracy.of(said.text(), text)));
        }
        return turns;
    }

    /** The turn that shares most time with a commit; null if there is none. */
    private static CallTruth.@Nullable Turn turnOf(Utterance utterance, List<CallerReport.Said> said) {
        CallTruth.@Nullable Turn best = null;
        long most = 0;
        for (CallerReport.Said turn : said) {
            long start = Math.max(utterance.audioStart().toMillis(), turn.firstWordMs() - TOLERANCE_MS);
            long end = Math.min(utterance.audioEnd().toMillis(), turn.lastWordEndMs() + TOLERANCE_MS);
            if (end - start > most) {
                most = end - start;
                best = turn.turn();
            }
        }
        return best;
    }

    /** Over the whole call; words that were committed where nothing was said count as invented. */
    public WordAccuracy words() {
        WordAccuracy all = WordAccuracy.NONE;
        for (Turn turn : turns) {
            all = all.plus(turn.words());
        }
        for (Utterance stray : strays) {
            all = all.plus(WordAccuracy.of("", stray.text()));
        }
        return all;
    }

    public int split() {
        return (int) turns.stream().filter(Turn::isSplit).count();
    }

    public int lost() {
        return (int) turns.stream().filter(Turn::isLost).count();
    }

    /** Whether every turn was committed exactly once with exactly its words, and nothing else was. */
    public boolean isPerfect() {
        return words().errors() == 0 && split() == 0 && lost() == 0 && strays.isEmpty();
    }

    /** For example {@code 31/31 words, 0 split, 0 lost, 2 noises, 0 of them committed}. */
    public String summary() {
        WordAccuracy words = words();
        return words.right() + "/" + words.expected() + " words"
                + (words.inserted() > 0 ? " (" + words.inserted() + " invented)" : "") + ", " + split() + " split, "
                + lost() + " lost, " + noises + (noises == 1 ? " noise, " : " noises, ") + strays.size()
                + " of them committed";
    }
}
