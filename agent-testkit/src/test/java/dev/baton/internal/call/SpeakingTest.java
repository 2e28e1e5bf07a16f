package dev.baton.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.agent.Answer;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.call.CallEvent;
import dev.baton.tts.LocalVoice;
import dev.baton.tts.SynthesisException;
import dev.baton.tts.TextToSpeech;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a reply can say, and what was heard of it. */
@Timeout(30)
class SpeakingTest {
    private final CallFixture call = new CallFixture();
    private final List<String> asked = new ArrayList<>();

    @Test
    void streamedTokens_areSpokenSentenceBySentence() {
        call.voice = listening(new ToneVoice());
        call.greeting = (text, reply) -> reply.async().stream("Good mor").stream("ning. Which ");
        call.begin();
        call.advanceMillis(1000);

        assertThat(asked).containsExactly("Good morning.");
        assertThat(call.line.framesHeard).isEqualTo(10);
    }

    @Test
    void streamedRest_isSpokenAtTheEndAndBeforeWhatIsSaid() {
        call.voice = listening(new ToneVoice());
        call.greeting = (text, reply) -> reply.stream("One. Two, per").stream("haps").say("three").stream("four");
        call.begin();
        call.advanceMillis(2000);

        assertThat(asked).containsExactly("One.", "Two, perhaps", "three", "four");
        assertThat(call.all(CallEvent.ReplyText.class))
                .extracting(CallEvent.ReplyText::text)
                .containsExactlyElementsOf(asked);
        assertThat(call.all(CallEvent.ReplyFinished.class)).hasSize(1);
    }

    @Test
    void streamedTokensAfterAnInterruption_areNotSpoken() {
        call.voice = listening(new ToneVoice());
        call.greeting = (text, reply) -> {
            call.replies.add(reply.async());
            reply.stream("one two three four five. And ");
        };
        var driver = call.begin();
        call.advanceMillis(200);
        driver.type("stop");
        call.advanceMillis(20);
        call.replies.get(0).stream("so on. And so forth. ");
        call.advanceMillis(1000);

        assertThat(asked).containsExactly("one two three four five.", "you said stop");
    }

    @Test
    void recording_isPlayedInItsPlaceAtTheSinksRate() {
        call.voice = listening(new ToneVoice());
        var beep = new short[8000]; // half a second at 16 kHz, after conversion from 16 kHz: itself
        Arrays.fill(beep, (short) 1234);
        call.greeting =
                (text, reply) -> reply.say("one two").play("beep", beep, 16_000).say("three");
        call.begin();
        call.advanceMillis(2000);

        assertThat(asked).containsExactly("one two", "three");
        assertThat(call.line.framesHeard).isEqualTo(10 + 25 + 5);
        assertThat(call.line.agent.get(3200)).isEqualTo((short) 1234);
        assertThat(call.line.agent.get(3200 + 7999)).isEqualTo((short) 1234);
        assertThat(call.line.agent.get(3200 + 8000)).isZero();
        assertThat(call.all(CallEvent.ReplyText.class))
                .extracting(CallEvent.ReplyText::text)
                .containsExactly("one two", "beep", "three");
    }

    @Test
    void recordingOfAnotherRate_isConverted() {
        call.voice = new ToneVoice();
        call.greeting = (text, reply) -> reply.play("", new short[8000], 8_000);
        call.begin();
        call.advanceMillis(2000);

        assertThat(call.line.framesHeard).isBetween(50, 51); // the converter may give a sample more at its end
    }

    @Test
    void badRecordings_areRefusedWhereTheyAreGiven() {
        call.voice = new ToneVoice();
        call.greeting = (text, reply) -> {
            assertThatThrownBy(() -> reply.play("", new short[10], 8_001)).isInstanceOf(BatonException.class);
            assertThatThrownBy(() -> reply.play("", new short[8_000 * 600], 8_000))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("10 min");
            assertThatThrownBy(() -> reply.stream("x".repeat(10_001))).isInstanceOf(IllegalArgumentException.class);
            reply.say("fine");
        };
        call.begin();
        call.advanceMillis(500);

        assertThat(call.all(CallEvent.Problem.class)).isEmpty();
        assertThat(call.line.framesHeard).isEqualTo(5);
    }

    @Test
    void handlerThatLeaves_theCallEndsAfterTheLastWordWithItsResult() {
        call.voice = new ToneVoice();
        call.greeting = (text, reply) -> reply.say("one two three").leave("transfer:sales");
        call.begin();
        call.advanceMillis(200);
        assertThat(call.line.sourceClosed).isFalse();
        call.advanceMillis(2000);
        call.recogniser.closes();
        call.advanceMillis(3000);

        var summary = call.only(CallEvent.Ended.class).summary();
        assertThat(summary.reason()).isEqualTo(EndReason.LEFT);
        assertThat(summary.result()).isEqualTo("transfer:sales");
        assertThat(call.line.framesHeard).isEqualTo(15);
        assertThat(call.line.left).isTrue();
    }

    @Test
    void callerWhoHangsUp_leavesNoResult() {
        call.begin();
        call.advanceMillis(100);
        call.line.hangUp();
        call.recogniser.closes();
        call.advanceMillis(3000);

        assertThat(call.only(CallEvent.Ended.class).summary().result()).isEmpty();
        assertThat(call.line.left).isFalse();
    }

    @Test
    void expectedAnswer_getsItsPatience() {
        call.greeting = (text, reply) -> reply.say("Your number?").expect(Answer.digits(7));
        call.begin();
        call.advanceMillis(100);

        assertThat(call.only(CallEvent.PatienceSet.class).quiet()).isEqualTo(Duration.ofMillis(1200));
    }

    @Test
    void voiceThatFallsBehind_isToldOnceForEachGap() {
        var stream = new ArrayList<TextToSpeech.SynthesisListener>();
        call.voice = new ToneVoice() {
            @Override
            public Synthesis synthesize(String text, SynthesisListener listener) {
                stream.add(listener);
                return () -> {};
            }
        };
        call.greeting = (text, reply) -> reply.say("one two three");
        call.begin();
        for (int i = 0; i < 3; i++) {
            call.advanceMillis(0);
            stream.get(0).onAudio(new short[1600], 0, 1600);
            call.advanceMillis(500);
        }
        stream.get(0).onCompleted();
        call.advanceMillis(200);

        // The last gap is the wait for the end, which nobody hears as one.
        assertThat(call.all(CallEvent.ReplyStarved.class)).hasSizeBetween(2, 3);
        assertThat(call.line.framesHeard).isEqualTo(15);
    }

    @Test
    void replyThatBeginsWhileTheLoopCatchesUp_isNotSentInABurstNorCalledLate() {
        call.voice = new ToneVoice();
        call.line.lead = Duration.ofMillis(80);
        call.greeting = (text, reply) -> call.replies.add(reply.async());
        call.begin();
        call.advanceMillis(300);
        call.time.standStill(Duration.ofMillis(500));
        call.replies.get(0).say("one two three four five six seven eight nine ten");
        call.advanceMillis(0);

        assertThat(call.line.framesHeard).isBetween(1, 6);
        call.replies.get(0).complete();
        call.advanceMillis(3000);
        assertThat(call.line.framesHeard).isEqualTo(50);
        assertThat(call.all(CallEvent.ReplyStarved.class)).isEmpty();
    }

    @Test
    void textThatTheVoiceBrokeOff_countsOnlyAsFarAsItSounded() {
        String broken = "one two three four five six seven eight nine ten eleven twelve";
        call.voice = new ToneVoice() {
            @Override
            public Synthesis synthesize(String text, SynthesisListener listener) {
                if (!text.equals(broken)) {
                    return super.synthesize(text, listener);
                }
                listener.onAudio(new short[16_000], 0, 16_000); // a second, of some five
                listener.onFailed(new SynthesisException("lost the voice", "", "", null));
                return () -> {};
            }
        };
        call.greeting = (text, reply) -> reply.say(broken).say("and so on for a while longer");
        var driver = call.begin();
        call.advanceMillis(1300);
        driver.type("stop");
        call.advanceMillis(20);

        assertThat(call.only(CallEvent.Interrupted.class).heard().text())
                .startsWith("one two and")
                .doesNotContain("four");
    }

    @Test
    void textWhoseAudioStillComes_isNotTakenForWhatHasCome() {
        call.voice = new ToneVoice() {
            @Override
            public Synthesis synthesize(String text, SynthesisListener listener) {
                listener.onAudio(new short[19_200], 0, 19_200); // 1.2 s
                return () -> {};
            }
        };
        call.greeting = (text, reply) -> reply.say("one two three four five six seven eight nine ten eleven twelve");
        var driver = call.begin();
        call.advanceMillis(1000);
        driver.type("stop");
        call.advanceMillis(20);

        assertThat(call.only(CallEvent.Interrupted.class).heard().text()).isEqualTo("one two");
    }

    @Test
    void wordsThatTheVoiceSpeaksOtherwiseThanWritten_areNotFoundFurtherOn() {
        heardOf("Dial 1, or hold for one of us.", "Dial 0", "one 300").isEqualTo("Dial one");
        heardOf("\u4f60\u597d\u5417 \u518d\u89c1", "\u4f60\u597d 0").isEqualTo("\u4f60\u597d");
        heardOf("Well, \"yes\"! Or no.", "Well 0", "yes 300").isEqualTo("Well, \"yes\"!");
    }

    /** What was heard of a text in half a second, of which the voice tells these words with the milliseconds at which they begin. */
    private static AbstractStringAssert<?> heardOf(String text, String... words) {
        var one = new CallFixture();
        one.voice = new ToneVoice() {
            @Override
            public Synthesis synthesize(String said, SynthesisListener listener) {
                for (String word : words) {
                    String[] parts = word.split(" ", -1);
                    listener.onWord(parts[0], Duration.ofMillis(Integer.parseInt(parts[1])));
                }
                listener.onAudio(new short[32_000], 0, 32_000);
                listener.onCompleted();
                return () -> {};
            }
        };
        one.greeting = (said, reply) -> reply.say(text);
        var driver = one.begin();
        one.advanceMillis(500);
        driver.type("stop");
        one.advanceMillis(20);
        return assertThat(one.only(CallEvent.Interrupted.class).heard().text());
    }

    @Test
    void loopHeldUpWhileTheAgentSpeaks_farEndGetsNoMoreThanTheLeadAtOnce() {
        call.voice = new ToneVoice();
        call.line.lead = Duration.ofMillis(80);
        call.greeting = (text, reply) -> reply.say("one two three four five six seven eight nine ten");
        call.begin();
        call.advanceMillis(300);
        int before = call.line.framesHeard;

        call.time.standStill(Duration.ofMillis(500));
        call.advanceMillis(0);

        assertThat(call.line.framesHeard - before).isBetween(1, 5);
        call.advanceMillis(3000);
        assertThat(call.line.framesHeard).isEqualTo(50);
        call.only(CallEvent.ReplyStarved.class);
    }

    @Test
    void randomInterruptions_withWordTimes_heardIsExactlyTheWordsThatHadBegun() {
        interruptOften(word -> 120 + 900 / word.length(), true, 0);
    }

    @Test
    void randomInterruptions_withoutWordTimes_heardIsWithinAWordAndNoneThatHadNotBegun() {
        interruptOften(
                word -> 60 * (word.endsWith("like.") ? word.length() : word.length() + 1),
                false,
                0); // as the text: no blank at its end
    }

    @Test
    void randomInterruptions_atAFarEndThatPlaysLate_heardIsWhatWasPlayedThere() {
        interruptOften(word -> 120 + 900 / word.length(), true, 250);
    }

    private void interruptOften(ToIntFunction<String> wordMillis, boolean tellsTimes, int lagMillis) {
        var random = new Random(7);
        String text =
                "so I have a table for you on the twenty-third of september, at a quarter past eight in the evening, "
                        + "by the window if that is what you would like.";
        String[] words = text.split(" ", -1);
        int total = Arrays.stream(words).mapToInt(wordMillis).sum();
        for (int i = 0; i < 100; i++) {
            var one = new CallFixture();
            one.voice = new WordVoice(wordMillis, tellsTimes);
            one.line.lag = Duration.ofMillis(lagMillis);
            one.greeting = (said, reply) -> reply.say(text);
            var driver = one.begin();
            int atMillis = random.nextInt(total + lagMillis);
            one.advanceMillis(atMillis);
            driver.type("stop");
            one.advanceMillis(20);

            int begun = 0;
            for (int from = 0; begun < words.length && from < atMillis - lagMillis; begun++) {
                from += wordMillis.applyAsInt(words[begun]);
            }
            String heard = one.only(CallEvent.Interrupted.class).heard().text();
            int count = heard.isEmpty() ? 0 : heard.split(" ", -1).length;
            assertThat(text).as("at %d ms", atMillis).startsWith(heard);
            assertThat(count)
                    .as("words heard at %d ms: '%s'", atMillis, heard)
                    .isBetween(tellsTimes ? begun : begun - 1, begun);
        }
    }

    private LocalVoice listening(LocalVoice voice) {
        return new LocalVoice() {
            @Override
            public String name() {
                return voice.name();
            }

            @Override
            public int sampleRateHz() {
                return voice.sampleRateHz();
            }

            @Override
            public Synthesis synthesize(String text, SynthesisListener listener) {
                asked.add(text);
                return voice.synthesize(text, listener);
            }
        };
    }

    /** Speaks each word for a time of its own, and may tell when. */
    private record WordVoice(ToIntFunction<String> wordMillis, boolean tellsTimes) implements LocalVoice {
        @Override
        public String name() {
            return "words";
        }

        @Override
        public int sampleRateHz() {
            return 16_000;
        }

        @Override
        public Synthesis synthesize(String text, SynthesisListener listener) {
            int at = 0;
            for (String word : text.split(" ", -1)) {
                int millis = wordMillis.applyAsInt(word);
                listener.onAudio(new short[millis * 16], 0, millis * 16);
                if (tellsTimes) {
                    listener.onWord(word.replaceAll("\\W+$", ""), Duration.ofMillis(at));
                }
                at += millis;
            }
            listener.onCompleted();
            return () -> {};
        }
    }
}
