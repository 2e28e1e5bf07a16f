package dev.baton.testkit.schedule.promise;

import dev.baton.call.CallEvent;
import dev.baton.turn.Utterance;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Where the words of a call ended up: in the latest revision of an utterance, or in a report that they were dropped. */
final class WordPlaces {
    final Map<String, Integer> toldAsFinal = new HashMap<>();
    final Map<String, Integer> toldAsInterim = new HashMap<>();
    final Map<String, Integer> committed = new HashMap<>();
    final Map<String, Integer> dropped = new HashMap<>();

    WordPlaces(CallTrace call) {
        var utterances = new TreeMap<Integer, Utterance>();
        boolean over = false;
        for (var entry : call.entries()) {
            if (entry instanceof Entry.LineClosed) {
                over = true;
            } else if (entry instanceof Entry.FinalSaid said && !over) {
                said.words().forEach(number -> count("w" + number, toldAsFinal));
            } else if (entry instanceof Entry.InterimSaid said) {
                words(said.text(), toldAsInterim);
            } else if (entry instanceof Entry.Told told) {
                if (told.event() instanceof CallEvent.TurnCommitted commit) {
                    utterances.put(commit.utterance().turn(), commit.utterance());
                } else if (told.event() instanceof CallEvent.TurnRevised revised) {
                    utterances.put(revised.utterance().turn(), revised.utterance());
                } else if (told.event() instanceof CallEvent.SpeechDropped drop) {
                    words(drop.text(), dropped);
                }
            }
        }
        for (var utterance : utterances.values()) {
            if (utterance.kind() == Utterance.Kind.SPEECH) {
                words(utterance.text(), committed);
            }
        }
    }

    void forEachFinalWord(BiConsumer<String, Integer> visitor) {
        toldAsFinal.forEach(visitor);
    }

    static int of(String word, Map<String, Integer> places) {
        return places.getOrDefault(word, 0);
    }

    private static void words(String text, Map<String, Integer> into) {
        int from = 0;
        while (from < text.length()) {
            int blank = text.indexOf(' ', from);
            int to = blank < 0 ? text.length() : blank;
            if (to > from) {
                count(text.substring(from, to), into);
            }
            from = to + 1;
        }
    }

    private static void count(String word, Map<String, Integer> into) {
        into.merge(word, 1, Integer::sum);
    }
}
