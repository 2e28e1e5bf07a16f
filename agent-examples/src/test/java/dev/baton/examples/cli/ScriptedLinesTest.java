package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.stt.Recognizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptedLinesTest {
    private final Recognizer script = new ScriptedLines(List.of("at nine", "no"));
    private final List<Recognizer.Transcript> heard = new ArrayList<>();

    private Recognizer.Utterance begin() {
        return script.begin(8_000, new Recognizer.Results() {
            @Override
            public void interim(Recognizer.Transcript transcript) {}

            @Override
            public void completed(Recognizer.Transcript transcript) {
                heard.add(transcript);
            }

            @Override
            public void failed(String reason) {}
        });
    }

    @Test
    void utterances_hearOneLineEachAndBeginAgain() {
        for (int i = 0; i < 3; i++) {
            begin().finish();
        }

        assertThat(heard).extracting(Recognizer.Transcript::text).containsExactly("at nine", "no", "at nine");
    }

    @Test
    void wordTimes_lieWithinTheAudio() {
        var utterance = begin();
        utterance.audio(new short[8_000], 0, 8_000);
        utterance.finish();

        assertThat(heard.get(0).words())
                .extracting(Recognizer.Word::startMillis)
                .containsExactly(0L, 500L);
        assertThat(heard.get(0).words()).extracting(Recognizer.Word::endMillis).containsExactly(500L, 1000L);
    }

    @Test
    void cancelledUtterance_keepsItsLineForTheNext() {
        var cancelled = begin();
        cancelled.cancel();
        cancelled.finish();
        begin().finish();

        assertThat(heard).extracting(Recognizer.Transcript::text).containsExactly("at nine");
    }
}
