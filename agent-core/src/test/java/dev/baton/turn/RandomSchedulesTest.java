package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.Abandon;
import dev.baton.turn.TurnAction.Commit;
import dev.baton.turn.TurnAction.DropSpeech;
import dev.baton.turn.TurnAction.EndCall;
import dev.baton.turn.TurnAction.SendCloseStream;
import dev.baton.turn.TurnAction.SendFinalize;
import dev.baton.turn.TurnAction.StartReply;
import dev.baton.turn.TurnAction.TurnStarted;
import dev.baton.turn.TurnConfig.Endpointing;
import dev.baton.turn.TurnConfig.FinalizeAt;
import dev.baton.turn.TurnConfig.Mute;
import dev.baton.turn.TurnConfig.TurnDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Throws events at the machine in any order and at any time, and holds what it does against the promises that need no knowledge of its rules. */
class RandomSchedulesTest {
    private static final long MILLI = 1_000_000;
    private static final int SCHEDULES_PER_SEED = 200;
    private static final int EVENTS = 60;

    static Stream<Integer> seeds() {
        return IntStream.range(0, 20).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anySchedule_keepsThePromises(int seed) {
        for (int i = 0; i < SCHEDULES_PER_SEED; i++) {
            new Schedule(seed * 1_000L + i).run();
        }
    }

    /** One call: random events for a while, then hang-up, then silence for a minute. */
    private static final class Schedule {
        private final long seed;
        private final Random random;
        private final TurnMachine machine;
        private final List<TurnAction> actions = new ArrayList<>();
        private final List<String> finalWords = new ArrayList<>();
        private TurnState state;
        private long now;
        private int words;

        Schedule(long seed) {
            this.seed = seed;
            random = new Random(seed);
            machine = new TurnMachine(settings().build());
            state = machine.initial();
        }

        void run() {
            next(new TurnEvent.CallStarted(0));
            for (int i = 0; i < EVENTS; i++) {
                advance(random.nextInt(4) == 0 ? random.nextInt(3000) : random.nextInt(250));
                next(anything());
            }
            advance(100);
            next(new TurnEvent.HungUp(now));
            if (random.nextBoolean()) {
                advance(random.nextInt(500));
                next(finalText());
                next(new TurnEvent.SttClosed(now));
            }
            advance(60_000);
            check();
        }

        private TurnConfig.Builder settings() {
            return TurnConfig.builder()
                    .finalizeAt(random.nextBoolean() ? FinalizeAt.TURN_END : FinalizeAt.SPEECH_END)
                    .marksAnswers(random.nextBoolean())
                    .finalizes(random.nextInt(5) > 0)
                    .promotesInterims(random.nextInt(4) > 0)
                    .turnDetector(oneOf(TurnDetector.values()))
                    .endpointing(oneOf(Endpointing.values()))
                    .mute(random.nextInt(3) == 0 ? oneOf(Mute.values()) : Mute.NONE)
                    .minInterruptionWords(random.nextInt(3))
                    .interruptPhrases(List.of("w3", "w7"))
                    .allowInterruptions(random.nextInt(5) > 0)
                    .resumeFalseInterruption(random.nextBoolean())
                    .echoWarmUp(Duration.ofMillis(random.nextInt(2) * 800L))
                    .userIdle(Duration.ofMillis(random.nextInt(3) * 1500L))
                    .speculates(random.nextBoolean())
                    .defersDuringTools(random.nextBoolean())
                    .start(oneOf(TurnConfig.Start.values()))
                    .minStartWords(1 + random.nextInt(2))
                    .wakePhrases(random.nextInt(6) == 0 ? List.of("w1", "w5") : List.of())
                    .transcriptionTimeout(Duration.ofMillis(random.nextInt(2) * 900L))
                    .maxUserTurnWords(random.nextInt(2) * 4)
                    .stallHangUp(Duration.ofSeconds(random.nextInt(4) == 0 ? 12 : 0))
                    .sendsSilence(random.nextInt(4) > 0);
        }

        private <E> E oneOf(E[] values) {
            return values[random.nextInt(values.length)];
        }

        private TurnEvent anything() {
            int reply = 1000 + random.nextInt(3); // a sound that nobody asked for
            return switch (random.nextInt(26)) {
                case 0, 1, 2 -> speechStarted();
                case 3, 4, 5 -> speechEnded();
                case 6, 7 -> new TurnEvent.InterimText(now, "maybe" + random.nextInt(3), span());
                case 8, 9, 10 -> finalText();
                case 11 -> new TurnEvent.FinalizeAcknowledged(now, random.nextInt(4));
                case 12 -> new TurnEvent.ReplyReady(now, latestReply(reply));
                case 13 -> new TurnEvent.PlayoutStarted(now, released(reply));
                case 14 -> new TurnEvent.PlayoutEnded(now, latestReply(reply), random.nextBoolean());
                case 15 -> new TurnEvent.ReplyFinished(now, latestReply(reply));
                case 16 -> question();
                case 17 -> random.nextBoolean() ? new TurnEvent.SoundBegan(now) : new TurnEvent.SoundFaded(now);
                case 18 -> random.nextBoolean() ? new TurnEvent.ToolStarted(now) : new TurnEvent.ToolEnded(now);
                case 19 -> line();
                case 20 -> opinion();
                case 21 ->
                    random.nextBoolean()
                            ? new TurnEvent.AudioStopped(now, now - random.nextInt(60) * MILLI)
                            : new TurnEvent.AudioResumed(now);
                case 22 -> random.nextBoolean() ? new TurnEvent.KeyPressed(now, '5') : typed();
                case 23 ->
                    random.nextBoolean()
                            ? new TurnEvent.MuteSet(now, random.nextBoolean())
                            : new TurnEvent.ReplyShielded(now, latestReply(reply));
                case 24 -> random.nextInt(10) == 0 ? rare() : new TurnEvent.TimePassed(now);
                default -> new TurnEvent.SttSpeechStarted(now);
            };
        }

        private TurnEvent question() {
            long patience = random.nextInt(2000) * MILLI;
            var kinds = ExpectedAnswer.Kind.values();
            return random.nextBoolean()
                    ? new TurnEvent.PatienceSet(now, patience)
                    : new TurnEvent.AnswerExpected(
                            now,
                            new ExpectedAnswer(kinds[random.nextInt(kinds.length)], random.nextInt(3) * 4),
                            patience);
        }

        private TurnEvent line() {
            return switch (random.nextInt(3)) {
                case 0 -> new TurnEvent.SttLost(now);
                default -> new TurnEvent.SttOpened(now);
            };
        }

        private TurnEvent opinion() {
            return switch (random.nextInt(4)) {
                case 0 -> new TurnEvent.Verdict(now, now - random.nextInt(100) * MILLI, random.nextBoolean());
                case 1 -> new TurnEvent.SttTurnEnded(now);
                case 2 -> new TurnEvent.SttTurnResumed(now);
                default -> new TurnEvent.SttTurnExpected(now);
            };
        }

        private TurnEvent rare() {
            return switch (random.nextInt(4)) {
                case 0 -> new TurnEvent.SttFailed(now, GiveUpReason.REFUSED);
                case 1 -> new TurnEvent.DetectorFailed(now);
                case 2 -> new TurnEvent.SettingsChanged(now, settings().build());
                default -> new TurnEvent.EndRequested(now);
            };
        }

        private TurnEvent typed() {
            String word = word();
            if (state.callPhase() == TurnState.CallPhase.TALKING || state.callPhase() == TurnState.CallPhase.GOODBYE) {
                finalWords.add(word);
            }
            return new TurnEvent.TextTyped(now, word);
        }

        private TurnEvent speechStarted() {
            return new TurnEvent.SpeechStarted(now, Math.max(0, now - random.nextInt(150) * MILLI));
        }

        private TurnEvent speechEnded() {
            return new TurnEvent.SpeechEnded(now, Math.max(0, now - random.nextInt(300) * MILLI));
        }

        /** Unique; in half of the schedules four digits, so that expected numbers are completed. */
        private String word() {
            return seed % 2 == 0 ? "w" + words++ : String.valueOf(1000 + words++);
        }

        private static boolean isFinalWord(String word) {
            return word.startsWith("w") || (word.length() == 4 && Character.isDigit(word.charAt(0))); // not a key
        }

        private TurnEvent finalText() {
            String word = word();
            if (all(EndCall.class).isEmpty()) {
                finalWords.add(word); // what comes when the call is over is ordinary teardown
            }
            return new TurnEvent.FinalText(now, word, random.nextBoolean(), random.nextInt(3), span());
        }

        private AudioSpan span() {
            if (random.nextBoolean()) {
                return AudioSpan.UNKNOWN;
            }
            long end = Math.max(0, now + (random.nextInt(3000) - 2500) * MILLI);
            return new AudioSpan(Math.max(0, end - 400 * MILLI), end);
        }

        private int released(int other) {
            var released = all(StartReply.class);
            return random.nextInt(4) == 0 || released.isEmpty()
                    ? other
                    : released.get(released.size() - 1).reply();
        }

        private int latestReply(int other) {
            var asked = all(TurnAction.StartHandler.class);
            return random.nextInt(4) == 0 || asked.isEmpty()
                    ? other
                    : asked.get(asked.size() - 1).reply();
        }

        private void advance(long millis) {
            long until = now + millis * MILLI;
            int steps = 0;
            for (long due = machine.nextDeadlineNanos(state); due < until; due = machine.nextDeadlineNanos(state)) {
                next(new TurnEvent.TimePassed(due));
                assertThat(steps++)
                        .as("deadlines without progress, seed=%d", seed)
                        .isLessThan(10_000);
            }
            now = until;
        }

        private void next(TurnEvent event) {
            var step = machine.next(state, event);
            state = step.state();
            actions.addAll(step.actions());
        }

        private <A extends TurnAction> List<A> all(Class<A> type) {
            return actions.stream().filter(type::isInstance).map(type::cast).toList();
        }

        private void check() {
            var started = all(TurnStarted.class).stream().map(TurnStarted::turn).toList();
            var ended = new ArrayList<Integer>();
            all(Commit.class).forEach(commit -> ended.add(commit.utterance().turn()));
            all(Abandon.class).forEach(abandon -> ended.add(abandon.turn()));
            var revisions = new HashMap<Integer, Integer>();
            for (var commit : all(Commit.class)) {
                var utterance = commit.utterance();
                assertThat(utterance.text()).as("empty, seed=%d", seed).isNotBlank();
                assertThat(utterance.revision())
                        .as("turn %d twice, seed=%d", utterance.turn(), seed)
                        .isEqualTo(revisions.merge(utterance.turn(), 0, (before, zero) -> before + 1));
            }
            all(DropSpeech.class).forEach(drop -> ended.add(drop.turn()));
            assertThat(ended)
                    .as("every turn that opens ends, seed=%d %s", seed, actions)
                    .containsAll(started);
            assertThat(all(EndCall.class))
                    .as("the call ends once, seed=%d", seed)
                    .hasSize(1);
            assertThat(actions.get(actions.size() - 1))
                    .as("nothing after the end, seed=%d", seed)
                    .isInstanceOf(EndCall.class);
            assertThat(all(SendCloseStream.class).size())
                    .as("close_stream, seed=%d", seed)
                    .isLessThanOrEqualTo(1);
            everyWordIsAccountedFor();
            nothingStartsThatWasStopped();
            finalizesAreNumbered();
        }

        private void everyWordIsAccountedFor() {
            var told = new ArrayList<String>();
            var latest = new LinkedHashMap<Integer, String>();
            all(Commit.class)
                    .forEach(commit -> latest.put(
                            commit.utterance().turn(), commit.utterance().text()));
            latest.values().forEach(text -> told.addAll(List.of(text.split(" "))));
            all(DropSpeech.class)
                    .forEach(drop -> told.addAll(List.of(drop.text().split(" "))));
            var finals = told.stream().filter(Schedule::isFinalWord).collect(Collectors.toList());
            assertThat(finals)
                    .as("every final word once, seed=%d %s", seed, actions)
                    .containsAll(finalWords);
            assertThat(finals).as("no word twice, seed=%d %s", seed, actions).doesNotHaveDuplicates();
        }

        private void nothingStartsThatWasStopped() {
            var stopped = new HashSet<Integer>();
            for (var action : actions) {
                if (action instanceof TurnAction.StopReply stop) {
                    stopped.add(stop.reply());
                } else if (action instanceof StartReply start) {
                    assertThat(stopped)
                            .as("a stopped reply never sounds, seed=%d", seed)
                            .doesNotContain(start.reply());
                }
            }
        }

        private void finalizesAreNumbered() {
            var ids = all(SendFinalize.class).stream().map(SendFinalize::id).toList();
            assertThat(ids)
                    .as("finalizes, seed=%d", seed)
                    .isEqualTo(IntStream.rangeClosed(1, ids.size()).boxed().toList());
        }
    }
}
