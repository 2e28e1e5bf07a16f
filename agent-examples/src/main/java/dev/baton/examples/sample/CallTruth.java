package dev.baton.examples.sample;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * What is really said in a composed call: the yardstick for what an agent understood. Also the truth file's shape.
 *
 * @param seed what the call was composed from
 * @param speechDbfs level of each word, RMS
 * @param lineNoiseDbfs level of the noise that never stops, RMS
 * @param turns in the order in which they are spoken
 * @param noises what must commit nothing
 */
public record CallTruth(long seed, double speechDbfs, double lineNoiseDbfs, List<Turn> turns, List<Noise> noises) {
    public CallTruth {
        turns = List.copyOf(turns);
        noises = List.copyOf(noises);
    }

    /**
     * One time that the caller speaks. Times are ms from the start of the turn's sound.
     *
     * @param text lower case, words parted by one space, nothing else
     * @param pauses quiet inside the turn, long enough to be taken for its end
     */
    public record Turn(String id, String text, Trigger trigger, int durationMs, List<Word> words, List<Pause> pauses) {
        public Turn {
            words = List.copyOf(words);
            pauses = List.copyOf(pauses);
        }

        /** Where its first word begins. */
        @JsonIgnore
        public int firstWordMs() {
            return words.get(0).startMs();
        }

        /** Where its last word ends. */
        @JsonIgnore
        public int lastWordEndMs() {
            return words.get(words.size() - 1).endMs();
        }
    }

    public record Word(String word, int startMs, int endMs) {}

    public record Pause(int startMs, int endMs) {
        @JsonIgnore
        public int durationMs() {
            return endMs - startMs;
        }
    }

    /** When the caller speaks: so long after the agent has finished, or after the reply that is talked over began. */
    public record Trigger(When when, int delayMs) {
        static Trigger afterAgent(int delayMs) {
            return new Trigger(When.AFTER_AGENT, delayMs);
        }

        static Trigger overAgent(int delayMs) {
            return new Trigger(When.OVER_AGENT, delayMs);
        }
    }

    public enum When {
        AFTER_AGENT,
        OVER_AGENT
    }

    /**
     * @param beforeTurn the turn that it precedes
     * @param delayMs from the end of the agent's reply
     */
    public record Noise(String kind, String beforeTurn, int delayMs, int durationMs) {}

    /** Reads a truth file. */
    public static CallTruth read(InputStream json) throws IOException {
        return new ObjectMapper().readValue(json, CallTruth.class);
    }

    /** The text of a truth file, ending in a line end. */
    public String toJson() throws IOException {
        // Lists go down the page, what is in them along a line: one word, one line.
        var printer = new DefaultPrettyPrinter().withObjectIndenter(DefaultPrettyPrinter.FixedSpaceIndenter.instance);
        printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
        return new ObjectMapper().writer(printer).writeValueAsString(this) + "\n";
    }
}
