package dev.baton.testkit.schedule;

import dev.baton.testkit.schedule.Stimulus.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Puts into some calls what chance alone would hardly ever bring together: a hang-up before there is a line, a line that is refused, a goodbye in which everything goes wrong, a handler
 * whose wishes come late, a voice that hesitates at its first syllable or fails at its first text.
 */
final class RareTrouble {
    private static final int LATEST_EARLY_HANG_UP_MILLIS = 3000;

    private static final ReplyPlan.Style[] ODD = {
        ReplyPlan.Style.LATE_WISHES, ReplyPlan.Style.VOICE_HESITATES, ReplyPlan.Style.VOICE_FAILS_AT_ONCE
    };

    private final Dice dice;
    private final Set<Feature> features;

    RareTrouble(Dice dice, Set<Feature> features) {
        this.dice = dice;
        this.features = features;
    }

    Schedule into(Schedule ordinary) {
        if (features.size() == Feature.values().length && dice.oneIn(8)) {
            return new RareScenes(dice, ordinary).stage();
        }
        var stimuli = new ArrayList<>(ordinary.stimuli());
        var connections = new ArrayList<>(ordinary.connections());
        var replies = new ArrayList<>(ordinary.replies());
        if (dice.oneIn(4)) {
            oddReplies(replies);
        }
        if (dice.oneIn(12)) {
            goodbye(stimuli, replies, ordinary.lengthMillis());
        } else if (features.contains(Feature.CONNECTIONS) && dice.oneIn(20)) {
            noLine(stimuli, connections, replies);
        }
        stimuli.sort(Comparator.comparingInt(Stimulus::atMillis));
        return new Schedule(ordinary.seed(), ordinary.plan(), stimuli, ordinary.answers(), connections, replies);
    }

    private void oddReplies(List<ReplyPlan> replies) {
        for (int i = 0; i < replies.size(); i++) {
            if (dice.oneIn(3)) {
                var odd = dice.oneOf(ODD);
                replies.set(i, styled(replies.get(i), odd, replies.get(i).endsCall()));
            }
        }
    }

    private static ReplyPlan styled(ReplyPlan plan, ReplyPlan.Style style, boolean endsCall) {
        return new ReplyPlan(
                style,
                plan.startMillis(),
                plan.texts(),
                plan.lengthMillis(),
                plan.gapMillis(),
                plan.voiceMillis(),
                plan.patienceMillis(),
                plan.toolMillis(),
                plan.shielded(),
                endsCall);
    }

    private void goodbye(List<Stimulus> stimuli, List<ReplyPlan> replies, int lengthMillis) {
        int at = dice.between(0, 8);
        var style =
                dice.oneIn(2) ? ReplyPlan.Style.LATE_WISHES : replies.get(at).style();
        replies.set(at, styled(replies.get(at), style, true));
        for (int i = dice.between(4, 12); i > 0; i--) {
            stimuli.add(mishap(dice.between(0, lengthMillis - 1)));
        }
    }

    private Stimulus mishap(int atMillis) {
        int kind = dice.between(0, 6);
        if (kind == 0 && features.contains(Feature.KEYS)) {
            return new Stimulus(atMillis, Kind.KEY, 0, 0, '7');
        }
        if (kind == 1 && features.contains(Feature.MUTING)) {
            return new Stimulus(atMillis, Kind.MUTE, dice.between(20, 500), 0, 0);
        }
        if (kind == 2 && features.contains(Feature.SETTINGS_CHANGES)) {
            return new Stimulus(atMillis, Kind.SETTINGS, 0, 0, 0);
        }
        if (kind == 3 && features.contains(Feature.AUDIO_GAPS)) {
            return new Stimulus(atMillis, Kind.AUDIO_GAP, dice.between(200, 3000), 0, 0);
        }
        if (kind == 4 && features.contains(Feature.DETECTOR_FAILURES)) {
            return Stimulus.of(atMillis, dice.oneIn(4) ? Kind.DETECTOR_FAILURE : Kind.INTERIM);
        }
        if (kind == 5 && features.contains(Feature.CONNECTIONS)) {
            return new Stimulus(atMillis, Kind.CONNECTION_LOST, 0, 0, dice.oneIn(3) ? 1 : 0);
        }
        return new Stimulus(atMillis, Kind.TYPED, 0, 1, 0);
    }

    private void noLine(List<Stimulus> stimuli, List<ConnectionPlan> connections, List<ReplyPlan> replies) {
        int slowMillis = dice.oneIn(6) ? 0 : dice.between(500, 6000);
        if (dice.oneIn(3)) {
            connections.set(0, new ConnectionPlan(slowMillis, ConnectionPlan.Outcome.REFUSED));
        } else if (dice.oneIn(3)) {
            connections.set(0, new ConnectionPlan(slowMillis, ConnectionPlan.Outcome.FAILS));
        } else {
            connections.set(0, new ConnectionPlan(slowMillis, ConnectionPlan.Outcome.STANDS));
        }
        if (dice.oneIn(3)) {
            replies.set(0, styled(replies.get(0), ReplyPlan.Style.PROMPT, true));
        }
        if (dice.oneIn(2)) {
            int end = dice.between(0, LATEST_EARLY_HANG_UP_MILLIS);
            stimuli.removeIf(each -> each.atMillis() > end || each.kind() == Kind.HANG_UP);
            stimuli.add(Stimulus.of(end, Kind.HANG_UP));
        }
    }
}
