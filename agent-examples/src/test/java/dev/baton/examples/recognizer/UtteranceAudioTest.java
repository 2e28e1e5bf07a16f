package dev.baton.examples.recognizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UtteranceAudioTest {
    private final UtteranceAudio audio = new UtteranceAudio(16_000);
    private final List<String> told = new ArrayList<>();

    private void add() {
        audio.add(new short[160], 0, 160);
    }

    @Test
    void chunkThatIsNotWorkedOff_keepsFromHavingCaughtUp() throws Exception {
        add();
        audio.whenCaughtUp(() -> told.add("caught up"));
        audio.take(); // the engine works on it

        assertThat(told).isEmpty();
    }

    @Test
    void engineThatComesForMore_hasCaughtUp() throws Exception {
        var caughtUp = new CompletableFuture<Boolean>();
        add();
        audio.whenCaughtUp(() -> caughtUp.complete(true));
        var engine = CompletableFuture.runAsync(() -> {
            try {
                while (audio.take() != null) {}
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(caughtUp.get(20, TimeUnit.SECONDS)).isTrue();
        audio.whenCaughtUp(() -> told.add("still"));
        assertThat(told).containsExactly("still");
        audio.end();
        engine.get(20, TimeUnit.SECONDS);
    }

    @Test
    void utteranceThatIsNoLongerWanted_keepsNobodyWaiting() {
        add();
        audio.whenCaughtUp(() -> told.add("caught up"));
        audio.discard();

        assertThat(told).containsExactly("caught up");
    }
}
