package dev.baton.testkit.schedule.promise;

import java.util.function.Consumer;

/**
 * Promise 1, the first half: no final word is lost, none appears from nowhere, none is answered more often than it was told. Exact where interim words are written differently, in half of
 * the calls; elsewhere nobody can tell a word that was taken from an interim from one that was final.
 */
final class EveryWordOnce implements Promise {
    @Override
    public String name() {
        return "every-word-once";
    }

    @Override
    public String sentence() {
        return "Each final word that the recogniser tells ends in one utterance, counting its latest revision, or in one report that it was dropped.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        var places = new WordPlaces(call);
        places.forEachFinalWord((word, told) -> {
            int committed = WordPlaces.of(word, places.committed);
            int found = committed + WordPlaces.of(word, places.dropped);
            // Interim text that looks like the final may have been taken besides it, and more than once: a recogniser
            // that goes on repeats it in its next interim.
            int extra = call.facts().interimsDiffer() ? 0 : WordPlaces.of(word, places.toldAsInterim);
            if (found < told || found > told + extra) {
                broken.accept(word + " was told " + told + " times and is in " + committed + " utterances and "
                        + (found - committed) + " reports");
            }
        });
        for (var word : places.committed.keySet()) {
            if (WordPlaces.of(word, places.toldAsFinal) + WordPlaces.of(word, places.toldAsInterim) == 0) {
                broken.accept(word + " was never told and is in an utterance");
            }
        }
    }
}
