package dev.baton.explain;

import dev.baton.turn.TurnConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the agent owes, says and has said. Belongs to the {@link Explainer}. */
final class AgentAccount {
    /** More replies than are ever under way at once, with those of turns that may still be explained. */
    private static final int ANSWERS_KEPT = 16;

    /** As much as can come back as an echo. */
    private static final int KEPT_CHARACTERS = 1_000;

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Map<Integer, Answer> answers = new LinkedHashMap<>(16, 0.75f, false) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Answer> eldest) {
            return size() > ANSWERS_KEPT;
        }
    };

    private String said = "";
    private int playing;
    private int shielded;
    private long soundsSince = -1;
    private long firstSoundNanos = -1;

    Answer asked(int reply, @Nullable TurnAccount turn, long atNanos) {
        return asked(reply, turn, "the answer", atNanos);
    }

    /** @param name of what is said to nobody's turn */
    Answer asked(int reply, @Nullable TurnAccount turn, String name, long atNanos) {
        var answer = new Answer(reply, turn, name, atNanos);
        answers.put(reply, answer);
        return answer;
    }

    @Nullable
    Answer answer(int reply) {
        return answers.get(reply);
    }

    /** Whether something is being prepared or said. */
    boolean isBusy() {
        return playing != 0 || answers.values().stream().anyMatch(answer -> !answer.over);
    }

    void plays(int reply, long atNanos) {
        playing = reply;
        soundsSince = atNanos;
        if (firstSoundNanos < 0) {
            firstSoundNanos = atNanos;
        }
    }

    /** Nothing of it sounds, and it may go on. */
    void paused() {
        soundsSince = -1;
    }

    void resumed(long atNanos) {
        soundsSince = atNanos;
    }

    boolean isPlaying(int reply) {
        return reply == playing;
    }

    void silent() {
        playing = 0;
        soundsSince = -1;
    }

    void shields(int reply) {
        shielded = reply;
    }

    /** The answer that sounds; null if none does. */
    @Nullable
    Answer sounding() {
        return soundsSince < 0 ? null : answers.get(playing);
    }

    /** Since when the agent is heard, -1 if it is not. */
    long soundsSince() {
        return soundsSince;
    }

    void says(String text) {
        String all = said + " " + text;
        said = all.length() <= KEPT_CHARACTERS ? all : all.substring(all.length() - KEPT_CHARACTERS);
    }

    /** What has kept the caller's speech from taking the floor so far. */
    Gate gate(TurnConfig settings, long nowNanos) {
        if (!settings.allowInterruptions()) {
            return Gate.FORBIDDEN;
        }
        if (shielded != 0 && shielded == playing) {
            return Gate.SHIELDED;
        }
        if (isWithin(settings.echoGuard().toNanos(), nowNanos)) {
            return Gate.ECHO_GUARD;
        }
        if (settings.minInterruptionWords() > 0) {
            return Gate.WORDS;
        }
        return soundsSince >= 0
                        && nowNanos - soundsSince < settings.echoWarmUp().toNanos()
                ? Gate.WARM_UP
                : Gate.DURATION;
    }

    private boolean isWithin(long guardNanos, long nowNanos) {
        return guardNanos > 0 && firstSoundNanos >= 0 && nowNanos < firstSoundNanos + guardNanos;
    }

    /** Whether these words are the agent's, in their order and most of them. */
    boolean hasSaid(String text) {
        var heard = words(text);
        return heard.size() >= Limits.ECHO_WORDS
                && commonInOrder(heard, words(said)) >= Limits.ECHO_SHARE * heard.size();
    }

    private static List<String> words(String text) {
        String plain =
                NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
        return plain.isEmpty() ? List.of() : List.of(plain.split(" ", -1));
    }

    /** Length of the longest common subsequence, row by row. */
    private static int commonInOrder(List<String> one, List<String> other) {
        int[] row = new int[other.size() + 1];
        for (String word : one) {
            int before = 0;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                row[j] = word.equals(other.get(j - 1)) ? before + 1 : Math.max(above, row[j - 1]);
                before = above;
            }
        }
        return row[row.length - 1];
    }
}
