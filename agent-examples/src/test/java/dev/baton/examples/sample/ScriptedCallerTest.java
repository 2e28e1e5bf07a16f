package dev.baton.examples.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.BatonException;
import dev.baton.audio.AudioSource;
import dev.baton.examples.sample.CallerReport.Ending;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Driven by hand, frame by frame, with an agent that only makes sound. */
class ScriptedCallerTest {
    private static final short[] AGENT_FRAME = new short[320];

    private final ComposedCall call = CallComposer.create().sample();
    private final ScriptedCaller caller = new ScriptedCaller(call);
    private final FakeCall line = new FakeCall();

    @BeforeEach
    void pickUp() {
        caller.source().start(line);
    }

    @Test
    void agentFinishes_callerAnswers600MsLater() {
        agentSpeaks(1000);
        quiet(600);
        assertThat(caller.report().said()).isEmpty();

        quiet(20);

        assertThat(caller.report().said()).singleElement().satisfies(said -> {
            assertThat(said.turn().id()).isEqualTo("day");
            assertThat(said.firstWordMs()).isEqualTo(1600 + said.turn().firstWordMs());
        });
    }

    @Test
    void agentPausesInItsReply_callerWaitsForTheRest() {
        agentSpeaks(400);
        quiet(400);
        agentSpeaks(400);
        quiet(600);

        assertThat(caller.report().said()).isEmpty();
    }

    @Test
    void replyWrittenAllAtOnce_isHeardAtThePaceOfTheLine() {
        for (int i = 0; i < 50; i++) {
            caller.sink().write(AGENT_FRAME, 0, AGENT_FRAME.length);
        }
        quiet(1600);
        assertThat(caller.report().said()).isEmpty();

        quiet(20);

        assertThat(caller.report().said()).hasSize(1);
    }

    @Test
    void replyCleared_isOverAtOnce() {
        for (int i = 0; i < 50; i++) {
            caller.sink().write(AGENT_FRAME, 0, AGENT_FRAME.length);
        }
        quiet(200);
        caller.sink().clear();

        quiet(620);

        assertThat(caller.report().said()).hasSize(1);
    }

    @Test
    void noiseBeforeTurn_soundsAfterTheAgentAndBeforeTheCaller() {
        agentSpeaks(1000);
        quiet(220);

        assertThat(line.lastPeak).isGreaterThan(1000);
        assertThat(caller.report().noises()).singleElement().satisfies(noise -> {
            assertThat(noise.startMs()).isEqualTo(1200);
            assertThat(noise.noise().kind()).isEqualTo("knock");
        });
        assertThat(caller.report().said()).isEmpty();
    }

    @Test
    void betweenTurns_lineIsNeverSilentNorLoud() {
        agentSpeaks(1000);
        assertThat(line.quietestPeak).isPositive();
        assertThat(line.loudestPeak).isLessThan(300);
    }

    @Test
    void interruptingTurn_beginsWhileTheAgentSpeaks() {
        for (int turn = 0; turn < 3; turn++) {
            agentSpeaks(1000);
            quiet(620);
            quietUntilTurnIsOver();
        }
        agentSpeaks(2000);
        assertThat(caller.report().said()).hasSize(3);

        agentSpeaks(20);

        assertThat(caller.report().said()).hasSize(4);
        assertThat(caller.report().said().get(3).turn().id()).isEqualTo("correction");
    }

    @Test
    void agentAnswersEveryTurn_callerSaysEverythingAndHangsUpAfterTheLastReply() {
        talkToTheEnd();
        assertThat(caller.report().ending()).isEqualTo(Ending.ON_THE_LINE);
        agentSpeaks(1000);
        quiet(1500);
        assertThat(line.ended).isFalse();

        quiet(20);

        assertThat(line.ended).isTrue();
        assertThat(caller.report().ending()).isEqualTo(Ending.SAID_EVERYTHING);
        assertThat(caller.report().said()).hasSameSizeAs(call.truth().turns());
        assertThat(caller.report().noises()).hasSameSizeAs(call.truth().noises());
    }

    @Test
    void agentDoesNotAnswerTheGoodBye_callerHangsUpAnyway() {
        talkToTheEnd();

        quiet(1600);

        assertThat(caller.report().ending()).isEqualTo(Ending.SAID_EVERYTHING);
    }

    @Test
    void agentNeverSpeaks_callerGivesUpAfterEightSeconds() {
        quiet(8000);
        assertThat(line.ended).isFalse();

        quiet(20);

        assertThat(line.ended).isTrue();
        assertThat(caller.report().ending()).isEqualTo(Ending.AGENT_SILENT);
    }

    @Test
    void agentFallsSilentInMidCall_callerGivesUpAfterItsOwnTurn() {
        agentSpeaks(1000);
        quiet(620);
        quietUntilTurnIsOver();
        long spokenUntil = caller.report().said().get(0).lastWordEndMs();
        quiet(8100);

        assertThat(caller.report().ending()).isEqualTo(Ending.AGENT_SILENT);
        assertThat(line.frames * 20L).isBetween(spokenUntil + 7900, spokenUntil + 8100);
    }

    @Test
    void agentHangsUp_reportSaysSo() {
        agentSpeaks(1000);
        caller.source().close();

        assertThat(caller.report().ending()).isEqualTo(Ending.CLOSED);
    }

    @Test
    void steadyState_allocatesNothingPerFrame() {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        quiet(4000);
        long before = threads.getCurrentThreadAllocatedBytes();
        quiet(2000);
        long after = threads.getCurrentThreadAllocatedBytes();

        // A hundred frames; the measurement itself may cost some bytes.
        assertThat(after - before).isLessThan(2000);
    }

    private void talkToTheEnd() {
        for (CallTruth.Turn turn : call.truth().turns()) {
            agentSpeaks(turn.trigger().when() == CallTruth.When.OVER_AGENT ? 2300 : 1000);
            quiet(turn.trigger().when() == CallTruth.When.OVER_AGENT ? 0 : 620);
            quietUntilTurnIsOver();
            assertThat(caller.report()
                            .said()
                            .get(caller.report().said().size() - 1)
                            .turn())
                    .isEqualTo(turn);
        }
    }

    private void quietUntilTurnIsOver() {
        var said = caller.report().said();
        quiet((int) (said.get(said.size() - 1).lastWordEndMs() - line.frames * 20L) + 60);
    }

    private void agentSpeaks(int ms) {
        for (int i = 0; i < ms / 20; i++) {
            line.tick();
            caller.sink().write(AGENT_FRAME, 0, AGENT_FRAME.length);
        }
    }

    private void quiet(int ms) {
        for (int i = 0; i < ms / 20; i++) {
            line.tick();
        }
    }

    /** The call's side of the source. */
    private static final class FakeCall implements AudioSource.Input {
        @Nullable
        private Runnable tick;

        private int frames;
        private boolean ended;
        private int lastPeak;
        private int loudestPeak;
        private int quietestPeak = Integer.MAX_VALUE;

        void tick() {
            if (tick != null && !ended) {
                tick.run();
            }
        }

        @Override
        public void audio(ByteBuffer bytes) {
            if (bytes.remaining() != 640) { // an assertion would allocate
                throw new AssertionError("a frame of " + bytes.remaining() + " bytes");
            }
            bytes.order(ByteOrder.LITTLE_ENDIAN);
            int peak = 0;
            while (bytes.hasRemaining()) {
                peak = Math.max(peak, Math.abs(bytes.getShort()));
            }
            frames++;
            lastPeak = peak;
            loudestPeak = Math.max(loudestPeak, peak);
            quietestPeak = Math.min(quietestPeak, peak);
        }

        @Override
        public void ended() {
            ended = true;
        }

        @Override
        public void failed(BatonException reason) {
            throw reason;
        }

        @Override
        public void onTick(Runnable receiver) {
            tick = receiver;
        }
    }
}
