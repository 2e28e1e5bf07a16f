package dev.baton.testkit.schedule;

import dev.baton.testkit.schedule.Stimulus.Kind;
import dev.baton.turn.TurnConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Stages what needs several rare things in one order: it clears the first seconds of a call, or takes its last ones, and puts a scene there. What comes of it is left to chance, as in
 * every other call.
 */
final class RareScenes {
    private final Dice dice;
    private final Schedule ordinary;
    private final List<Stimulus> stimuli;
    private final List<AnswerPlan> answers;
    private final List<ConnectionPlan> connections;
    private final List<ReplyPlan> replies;
    private CallPlan plan;

    RareScenes(Dice dice, Schedule ordinary) {
        this.dice = dice;
        this.ordinary = ordinary;
        stimuli = new ArrayList<>(ordinary.stimuli());
        answers = new ArrayList<>(ordinary.answers());
        connections = new ArrayList<>(ordinary.connections());
        replies = new ArrayList<>(ordinary.replies());
        plan = ordinary.plan();
    }

    Schedule stage() {
        switch (dice.between(0, 7)) {
            case 0, 1 -> replyOutlivesItsTurn();
            case 2 -> pausedReplyHasWishes();
            case 3 -> callerTalksIntoTheGoodbye();
            case 4 -> lineRefusedWhileAReplyWaits();
            case 5, 6 -> hungUpAtACommit();
            default -> lineLostWhileItCloses();
        }
        stimuli.sort(Comparator.comparingInt(Stimulus::atMillis));
        return new Schedule(ordinary.seed(), plan, stimuli, answers, connections, replies);
    }

    /** A typed line comes while a reply sounds that may not be interrupted; its handler has wishes when the next one is silent, cancelled, or the caller gone. */
    private void replyOutlivesItsTurn() {
        int gap = dice.between(600, 1200);
        int length = gap - dice.between(100, 400);
        int typed = gap + length / 2;
        clear(4 * gap);
        prepare(settings()
                .allowInterruptions(false)
                .resumeFalseInterruption(false)
                .mute(TurnConfig.Mute.NONE));
        replies.set(0, wishingLate(1, length, gap));
        stimuli.add(new Stimulus(typed, Kind.TYPED, 0, 1, 0));
        if (dice.oneIn(3)) {
            replies.set(1, ReplyPlan.SILENT);
        } else {
            replies.set(1, thinking(4000));
            stimuli.add(new Stimulus(typed + 40, Kind.SPEECH, 3 * gap - typed, dice.between(0, 1), 0));
        }
        if (dice.oneIn(3)) {
            hangUp(dice.between(gap + length, 3 * gap));
        }
    }

    /** A cough pauses a reply, and everything else happens before it goes on. */
    private void pausedReplyHasWishes() {
        int gap = dice.between(500, 900);
        clear(4 * gap);
        prepare(settings()
                .allowInterruptions(true)
                .minInterruption(Duration.ofMillis(300))
                .minInterruptionWords(0)
                .echoWarmUp(Duration.ZERO)
                .mute(TurnConfig.Mute.NONE)
                .resumeFalseInterruption(true)
                .falseInterruptionTimeout(dice.millis(1500, 3000)));
        replies.set(0, wishingLate(1, 2500, gap));
        stimuli.add(new Stimulus(gap + 40, Kind.SPEECH, dice.between(500, 1200), 0, 0));
        int paused = gap + dice.between(440, 900);
        if (dice.oneIn(3)) {
            replies.set(1, ReplyPlan.SILENT);
            stimuli.add(new Stimulus(paused, Kind.MUTE, 2000, 0, 0));
            stimuli.add(new Stimulus(paused + 60, Kind.TYPED, 0, 1, 0));
        } else {
            mishaps(1, paused, gap + 1800);
        }
    }

    /** The handler ends the call in its first reply, the caller is not done, and the recogniser takes its time. */
    private void callerTalksIntoTheGoodbye() {
        int length = dice.between(600, 1500);
        clear(length + 3000);
        prepare(settings().closeDrain(dice.millis(1500, 3000)).goodbyeLimit(Duration.ofSeconds(20)));
        replies.set(0, new ReplyPlan(ReplyPlan.Style.PROMPT, 0, 1, length, 0, 0, -1, 0, false, true));
        answers.set(
                0, new AnswerPlan(3000, AnswerPlan.Style.ANSWER, answers.get(0).stamps(), 0));
        stimuli.add(new Stimulus(dice.between(200, 500), Kind.SPEECH, length, dice.between(1, 3), 0));
        mishaps(dice.between(3, 8), length, length + 1800);
        if (dice.oneIn(4)) {
            hangUp(length + dice.between(50, 1500));
        }
    }

    /** There never is a line, which shows at an instant at which a reply waits for the caller's turn to come to nothing. */
    private void lineRefusedWhileAReplyWaits() {
        int refused = dice.between(2000, 4000);
        clear(refused + 500);
        prepare(settings().finalizes(true).finalizeTimeout(Duration.ofSeconds(2)));
        connections.set(0, new ConnectionPlan(refused, ConnectionPlan.Outcome.REFUSED));
        int cough = refused - dice.between(1000, 2400);
        replies.set(0, wishingLate(1, 800, Math.max(20, cough + dice.between(200, 500))));
        stimuli.add(new Stimulus(Math.max(0, cough), Kind.SPEECH, dice.between(400, 900), dice.between(0, 1), 0));
        mishaps(dice.between(0, 2), 0, refused);
    }

    /** The application hangs up as it is told of a commit whose answer, begun ahead of it, waits for leave. */
    private void hungUpAtACommit() {
        plan = plan.withTurns(settings()
                        .speculates(true)
                        .requireTranscript(true)
                        .wakePhrases(List.of())
                        .build())
                .withHangUpAtCommit(dice.between(1, 4));
    }

    private void lineLostWhileItCloses() {
        prepare(settings().closeDrain(dice.millis(500, 3000)));
        int end = ordinary.lengthMillis();
        stimuli.add(new Stimulus(end + dice.between(1, 400), Kind.CONNECTION_LOST, 0, 0, dice.oneIn(2) ? 1 : 2));
    }

    private TurnConfig.Builder settings() {
        return plan.turns().toBuilder();
    }

    /** With a voice, other settings to change to, and a recogniser that is slow to close. */
    private void prepare(TurnConfig.Builder turns) {
        var built = turns.build();
        plan = new CallPlan(
                built,
                plan.laterTurns().isEmpty() ? List.of(built) : plan.laterTurns(),
                plan.gateMinSpeechMillis(),
                plan.gateHangoverMillis(),
                true,
                plan.sinkLeadMillis(),
                plan.handlerStallMillis(),
                dice.oneIn(3) ? -1 : dice.between(500, 2500),
                plan.interimsDiffer(),
                0);
    }

    private void clear(int untilMillis) {
        stimuli.removeIf(each -> each.atMillis() < untilMillis && each.kind() != Kind.HANG_UP);
    }

    private void hangUp(int atMillis) {
        stimuli.removeIf(each -> each.atMillis() > atMillis || each.kind() == Kind.HANG_UP);
        stimuli.add(Stimulus.of(atMillis, Kind.HANG_UP));
    }

    private ReplyPlan wishingLate(int texts, int lengthMillis, int gapMillis) {
        return new ReplyPlan(
                ReplyPlan.Style.LATE_WISHES,
                0,
                texts,
                lengthMillis,
                gapMillis,
                0,
                dice.between(0, 2500),
                dice.between(100, 1500),
                true,
                dice.oneIn(3));
    }

    private static ReplyPlan thinking(int gapMillis) {
        return new ReplyPlan(ReplyPlan.Style.ASYNC, 0, 1, 500, gapMillis, 0, -1, 0, false, false);
    }

    private void mishaps(int count, int fromMillis, int toMillis) {
        for (int i = 0; i < count; i++) {
            int at = dice.between(fromMillis, toMillis);
            stimuli.add(
                    switch (dice.between(0, 9)) {
                        case 0 -> new Stimulus(at, Kind.KEY, 0, 0, '7');
                        case 1 -> new Stimulus(at, Kind.TYPED, 0, 1, 0);
                        case 2 -> new Stimulus(at, Kind.MUTE, dice.between(20, 500), 0, 0);
                        case 3 -> Stimulus.of(at, Kind.SETTINGS);
                        case 4 -> new Stimulus(at, Kind.AUDIO_GAP, dice.between(100, 700), 0, 0);
                        case 5 -> Stimulus.of(at, Kind.DETECTOR_FAILURE);
                        case 6 -> new Stimulus(at, Kind.CONNECTION_LOST, 0, 0, dice.between(0, 2));
                        case 7 -> new Stimulus(at, Kind.NOISE, dice.between(20, 100), 0, 0);
                        case 8 -> new Stimulus(at, Kind.SPEECH, dice.between(100, 900), dice.between(0, 2), 0);
                        default -> new Stimulus(at, Kind.MURMUR, dice.between(100, 900), 1, 0);
                    });
        }
    }
}
