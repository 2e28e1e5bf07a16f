package dev.baton.internal.call;

import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Cuts a text that comes in pieces into what can be spoken by itself, as early as that is known: a sentence ends with its mark once a blank and more has followed, or with its line. Where none ends for long, a
 * clause does, and in the end a word. Nothing of the text is lost but the blanks between what is cut. Used by one thread.
 */
final class SentenceCutter {
    /** Before a voice has said so much, the listener can as well wait for a sentence. */
    private static final int CLAUSE_LENGTH = 120;

    /** No sentence is longer for a voice. */
    private static final int MAX_LENGTH = 300;

    private static final String ENDS = ".!?\u2026";
    /** Nothing need follow these. */
    private static final String WIDE_ENDS = "\u3002\uff01\uff1f";

    private static final String CLAUSE_ENDS = ",;:\u2013\u2014";
    private static final String WIDE_CLAUSE_ENDS = "\u3001\uff0c";
    private static final String CLOSERS = "\"')]}\u201d\u2019\u00bb";

    /** After which a full stop ends nothing, in lower case and without it. English and what it borrows. */
    private static final Set<String> ABBREVIATIONS = Set.of(
            "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "etc", "e.g", "i.e", "no", "nr", "approx", "dept",
            "est", "fig", "inc", "ltd", "co", "a.m", "p.m", "u.s", "u.k");

    private final StringBuilder text = new StringBuilder();
    /** Where to go on looking: before it no end was found. */
    private int looked;

    void add(String piece, Consumer<String> sentences) {
        text.append(piece);
        for (int end = nextEnd(); end > 0; end = nextEnd()) {
            cut(end, sentences);
        }
    }

    /** Nothing follows: what is left is a sentence. */
    void flush(Consumer<String> sentences) {
        cut(text.length(), sentences);
    }

    private void cut(int end, Consumer<String> sentences) {
        String sentence = text.substring(0, end).strip();
        text.delete(0, end);
        looked = 0;
        if (!sentence.isEmpty()) {
            sentences.accept(sentence);
        }
    }

    /** @return where the first part ends that can be spoken; 0 if there is none yet */
    private int nextEnd() {
        while (looked < text.length()) {
            int end = endAt(looked);
            if (end == UNKNOWN) {
                break;
            }
            if (end > 0) {
                return end;
            }
            looked++;
        }
        return text.length() > CLAUSE_LENGTH ? shorten() : 0;
    }

    private static final int UNKNOWN = -1;

    /** @return the end of a sentence whose mark is at {@code at}; 0 if there is none, {@link #UNKNOWN} if that depends on what follows */
    private int endAt(int at) {
        char c = text.charAt(at);
        if (c == '\n') {
            return text.substring(0, at).isBlank() ? 0 : at + 1;
        }
        if (WIDE_ENDS.indexOf(c) >= 0) {
            return at + 1;
        }
        if (ENDS.indexOf(c) < 0) {
            return 0;
        }
        int end = at + 1;
        while (end < text.length() && (ENDS.indexOf(text.charAt(end)) >= 0 || CLOSERS.indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        int next = end;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        if (next == text.length()) {
            return UNKNOWN;
        }
        if (next == end) {
            return 0; // 3.5, example.com
        }
        boolean single = c == '.' && end == at + 1;
        return single && (isAbbreviation(at) || Character.isLowerCase(text.charAt(next))) ? 0 : end;
    }

    /** Whether the word before a full stop is one that is written with it: Dr., J. */
    private boolean isAbbreviation(int stop) {
        int begin = stop;
        while (begin > 0 && !Character.isWhitespace(text.charAt(begin - 1))) {
            begin--;
        }
        String word = text.substring(begin, stop);
        boolean initial = word.length() == 1 && Character.isUpperCase(word.charAt(0)) && !word.equals("I");
        return initial || ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** A part of a sentence that has become long: up to its last clause, or where it has none, its last word. */
    private int shorten() {
        for (int at = text.length() - 2; at > CLAUSE_LENGTH / 2; at--) {
            boolean clause = CLAUSE_ENDS.indexOf(text.charAt(at)) >= 0 && Character.isWhitespace(text.charAt(at + 1));
            if (clause || WIDE_CLAUSE_ENDS.indexOf(text.charAt(at)) >= 0) {
                return at + 1;
            }
        }
        if (text.length() <= MAX_LENGTH) {
            return 0;
        }
        int blank = text.lastIndexOf(" ", MAX_LENGTH);
        int most = Character.isLowSurrogate(text.charAt(MAX_LENGTH)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return blank > 0 ? blank : most;
    }
}
