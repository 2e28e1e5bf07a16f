package dev.baton.agent;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A text and what is known about when its words sound: tells which of them a caller has heard after a given time. Never credits more than was surely heard, because whoever
 * goes on from there must not believe to have said what nobody heard. Immutable.
 */
public final class PlayedText {
    private final String text;
    private final List<Part> words;
    private final List<Part> chunks;

    private PlayedText(String text, List<Part> words, List<Part> chunks) {
        this.text = text;
        this.words = List.copyOf(words);
        this.chunks = List.copyOf(chunks);
    }

    /**
     * A piece of a text.
     *
     * @param at of a word: when it begins, from the beginning of the playout; of a chunk: how long it lasts
     */
    public record Part(String text, Duration at) {}

    /** Each word with the time at which it begins. */
    public static PlayedText ofWords(String text, List<Part> words) {
        return new PlayedText(text, words, List.of());
    }

    /** Pieces that follow each other, each with its length. */
    public static PlayedText ofChunks(String text, List<Part> chunks) {
        return new PlayedText(text, List.of(), chunks);
    }

    /** Nothing is known but the text. */
    public static PlayedText unknown(String text) {
        return new PlayedText(text, List.of(), List.of());
    }

    public String text() {
        return text;
    }

    /** Length of the playout in nanoseconds, if it is known. */
    public OptionalLong lengthNanos() {
        return chunks.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        chunks.stream().mapToLong(chunk -> chunk.at().toNanos()).sum());
    }

    /**
     * What was heard of a playout that was cut off: words that had begun; of chunks the share of the one that was playing, in whole words. Nothing where no time is known.
     */
    public String heardWithin(Duration played) {
        long nanos = played.toNanos();
        var length = lengthNanos();
        if (length.isPresent()) {
            return nanos >= length.getAsLong() ? text : heardOfChunks(nanos);
        }
        return words.stream()
                .filter(word -> word.at().toNanos() < nanos)
                .map(Part::text)
                .collect(Collectors.joining(" "));
    }

    private String heardOfChunks(long nanos) {
        var heard = new StringBuilder();
        long left = nanos;
        for (var chunk : chunks) {
            long length = chunk.at().toNanos();
            heard.append(left >= length ? chunk.text() : wholeWords(chunk.text(), left, length));
            left -= length;
            if (left <= 0) {
                break;
            }
        }
        return heard.toString().strip();
    }

    /**
     * The whole words within the first {@code played} of {@code length}, both in the same unit, by the share of the text's characters: cut back to the last space in that slice.
     */
    public static String wholeWords(String text, long played, long length) {
        int slice = length <= 0 ? 0 : (int) (text.length() * Math.max(0, Math.min(played, length)) / length);
        int lastSpace = text.lastIndexOf(' ', slice - 1);
        return lastSpace < 0 ? "" : text.substring(0, lastSpace);
    }
}
