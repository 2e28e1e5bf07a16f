package dev.baton.testkit.scenario;

import dev.baton.agent.PlayedText;
import dev.baton.turn.TurnEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agent of a scenario: the replies that the machine asked for, the one that sounds, and what was heard of it. A scenario may play what nobody asked for (an announcement, a
 * filler); such a reply has a number of its own, far above the machine's.
 */
final class Replies {
    private static final int FIRST_OWN = 1_000_000;

    private final VirtualCall call;
    private final Map<Integer, Integer> numberInFile = new HashMap<>();
    private final Map<Integer, Integer> turns = new HashMap<>();
    private final Set<Integer> returned = new HashSet<>();
    private final Set<Integer> guesses = new HashSet<>();
    private int nextOwn = FIRST_OWN;

    /** The latest reply that the machine asked for, until it is played or stopped. */
    private @Nullable Asked pending;

    /** Played, and its handler is not done: it may go on. */
    private @Nullable Asked unfinished;

    private @Nullable Playout playing;
    private PlayedText readyText = PlayedText.unknown("");
    private int tools;

    private record Asked(int reply, boolean ready) {}

    Replies(VirtualCall call) {
        this.call = call;
    }

    // What the machine wants

    /** @param speculative whether the reply may be played only when a commit has confirmed it */
    void asked(int reply, int turn, boolean speculative) {
        pending = new Asked(reply, false);
        turns.put(reply, turn);
        if (speculative) {
            guesses.add(reply);
        }
    }

    void confirmed(int reply) {
        guesses.remove(reply);
    }

    /** The framework plays the reply that was ready. */
    void start(int reply) {
        pending = null;
        playing = new Playout(reply, readyText, call.now());
        var fields = fields(reply);
        call.see(SeenType.BOT_AUDIO, fields);
        call.see(SeenType.BOT_AUDIO_FOR_TURN, fields);
        call.hear(new TurnEvent.PlayoutStarted(call.now(), reply));
    }

    void pause(int reply) {
        var sounding = playing;
        if (sounding != null && sounding.reply == reply) {
            sounding.pause(call.now());
            call.see(SeenType.PAUSED, fields(reply));
        }
    }

    void resume(int reply) {
        var sounding = playing;
        if (sounding != null && sounding.reply == reply) {
            sounding.resume(call.now());
            var fields = fields(reply);
            fields.put("position", "where_paused");
            call.see(SeenType.RESUMED, fields);
        }
    }

    /** @param byCaller whether the caller took the floor; else the call is ending */
    void stop(int reply, String reason, boolean byCaller) {
        var sounding = playing;
        if (sounding != null && sounding.reply == reply) {
            var fields = fields(reply);
            if (byCaller) {
                call.see(SeenType.INTERRUPTED, fields);
            }
            call.see(SeenType.BOT_AUDIO_STOPS, fields);
            if (byCaller) {
                call.see(SeenType.PLAYBACK_CLEARED, fields);
            }
            spoken(sounding, sounding.heard(call.now()), true);
            playing = null;
        } else {
            cancel(reply, reason);
        }
        forget(reply);
    }

    private void cancel(int reply, String reason) {
        if (!turns.containsKey(reply) || returned.contains(reply)) {
            return; // no handler was told of as started, or it has returned
        }
        var fields = new LinkedHashMap<String, Object>();
        fields.put("turn", turns.getOrDefault(reply, 0));
        fields.put("speculative", guesses.contains(reply));
        fields.put("reason", reason);
        call.see(SeenType.HANDLER_CANCELLED, fields);
    }

    private void forget(int reply) {
        if (pending != null && pending.reply == reply) {
            pending = null;
        }
        if (unfinished != null && unfinished.reply == reply) {
            unfinished = null;
        }
    }

    /** The line is closed; what still sounds is cut off. */
    void lineClosed() {
        var sounding = playing;
        if (sounding != null) {
            spoken(sounding, sounding.heard(call.now()), true);
            playing = null;
        }
    }

    // What the scenario says

    void ready(@Nullable Integer number, PlayedText text) {
        var asked = pending;
        if (asked != null) {
            pending = new Asked(asked.reply, true);
            readyText = text;
            name(number, asked.reply);
            call.hear(new TurnEvent.ReplyReady(call.now(), asked.reply));
        }
    }

    void begin(@Nullable Integer number, PlayedText text) {
        var before = playing;
        if (before != null) {
            if (number != null && before.reply == numberInFile.getOrDefault(number, -1)) {
                return; // it sounds already
            }
            end(before, false);
        }
        int reply = next(number);
        name(number, reply);
        forget(reply);
        playing = new Playout(reply, text, call.now());
        call.hear(new TurnEvent.PlayoutStarted(call.now(), reply));
    }

    /** Which reply it is that begins: one that was asked for, one that goes on, or one of the scenario's own. */
    private int next(@Nullable Integer number) {
        Integer known = number == null ? null : numberInFile.get(number);
        if (known != null) {
            return known;
        }
        var asked = pending;
        if (asked != null && !guesses.contains(asked.reply)) {
            return asked.reply;
        }
        var going = unfinished;
        return going != null && number == null ? going.reply : nextOwn++;
    }

    private void name(@Nullable Integer number, int reply) {
        if (number != null) {
            numberInFile.put(number, reply);
        }
    }

    /** @param cut whether it was cut off, and {@code playedMs} of it heard, if that is known */
    void stopped(@Nullable Integer number, boolean cut, @Nullable Double playedMs) {
        var sounding = sounding(number);
        if (sounding != null) {
            if (cut && playedMs != null) {
                sounding.reported(ScenarioRunner.nanos(playedMs), call.now());
            }
            end(sounding, cut);
        }
    }

    private void end(Playout sounding, boolean cut) {
        boolean inFull = !cut && !sounding.isPaused();
        spoken(sounding, inFull ? sounding.text() : sounding.heard(call.now()), !inFull);
        playing = null;
        call.hear(new TurnEvent.PlayoutEnded(call.now(), sounding.reply, cut));
        if (tools == 0) {
            call.hear(new TurnEvent.ReplyFinished(call.now(), sounding.reply));
        } else {
            unfinished = new Asked(sounding.reply, false);
        }
    }

    void reported(@Nullable Integer number, double playedMs) {
        var sounding = sounding(number);
        if (sounding != null) {
            sounding.reported(ScenarioRunner.nanos(playedMs), call.now());
        }
    }

    void handedOver(@Nullable Integer number, double ms) {
        var sounding = sounding(number);
        if (sounding != null) {
            sounding.handedOver(ScenarioRunner.nanos(ms));
        }
    }

    /** A report about another reply than the one that sounds comes too late to tell anything. */
    private @Nullable Playout sounding(@Nullable Integer number) {
        var sounding = playing;
        boolean meant = sounding != null && (number == null || sounding.reply == numberInFile.getOrDefault(number, -1));
        return meant ? sounding : null;
    }

    /** A reply that sounds, or waits to, is finished when it has been played. */
    void handlerDone() {
        var asked = pending;
        if (asked != null) {
            returned.add(asked.reply);
            call.hear(new TurnEvent.HandlerReturned(call.now(), asked.reply));
        }
    }

    void toolStarted() {
        tools++;
        call.hear(new TurnEvent.ToolStarted(call.now()));
    }

    /** What a reply said while its tools ran was all, unless it says more while they do. */
    void toolEnded() {
        if (tools == 0) {
            return;
        }
        tools--;
        call.hear(new TurnEvent.ToolEnded(call.now()));
        var going = unfinished;
        if (tools == 0 && going != null) {
            unfinished = null;
            call.hear(new TurnEvent.ReplyFinished(call.now(), going.reply));
        }
    }

    private void spoken(Playout playout, String text, boolean interrupted) {
        var fields = fields(playout.reply);
        fields.put("text", text);
        fields.put("interrupted", interrupted);
        fields.put("recorded", !text.isEmpty());
        call.see(SeenType.SPOKEN_TEXT, fields);
    }

    private Map<String, Object> fields(int reply) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("turn", turns.getOrDefault(reply, 0));
        fields.put("reply", reply);
        return fields;
    }
}
