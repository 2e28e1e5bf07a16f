package dev.baton.testkit.scenario;

import com.fasterxml.jackson.databind.JsonMappingException;
import dev.baton.agent.PlayedText;
import dev.baton.testkit.scenario.ScenarioEvent.TimedText;
import dev.baton.turn.GiveUpReason;
import dev.baton.turn.TurnEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells the machine what happens in a scenario. */
final class EventFeed {
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private final VirtualCall call;
    private Knobs knobs;
    private String openText = "";

    EventFeed(VirtualCall call, Knobs knobs) {
        this.call = call;
        this.knobs = knobs;
    }

    void feed(ScenarioEvent event) {
        if (!ofDetectors(event)
                && !ofRecogniser(event)
                && !ofConnection(event)
                && !ofAgent(event)
                && !ofOthers(event)) {
            throw new AssertionError("no such event: " + event);
        }
    }

    private boolean ofDetectors(ScenarioEvent event) {
        long now = call.now();
        if (event instanceof ScenarioEvent.VadStart) {
            call.hear(new TurnEvent.SpeechStarted(now, Math.max(0, now - ScenarioRunner.nanos(knobs.vadStartMs))));
        } else if (event instanceof ScenarioEvent.VadStop) {
            call.hear(new TurnEvent.SpeechEnded(now, Math.max(0, now - ScenarioRunner.nanos(knobs.vadStopMs))));
        } else if (event instanceof ScenarioEvent.VadSpike) {
            call.hear(new TurnEvent.SoundBegan(now));
            call.hear(new TurnEvent.SoundFaded(now));
        } else if (event instanceof ScenarioEvent.VadError) {
            error("vad");
            call.hear(new TurnEvent.DetectorFailed(now));
        } else if (event instanceof ScenarioEvent.EotPrediction verdict) {
            long took = ScenarioRunner.nanos(Objects.requireNonNullElse(verdict.inferenceMs(), 0.0));
            boolean complete = verdict.verdict() == ScenarioEvent.EotPrediction.Verdict.COMPLETE;
            call.hear(new TurnEvent.Verdict(now, now - took, complete));
        } else if (event instanceof ScenarioEvent.AudioGap) {
            call.hear(new TurnEvent.AudioStopped(now, now));
        } else if (event instanceof ScenarioEvent.AudioResume) {
            call.hear(new TurnEvent.AudioResumed(now));
        } else {
            return false;
        }
        return true;
    }

    private boolean ofRecogniser(ScenarioEvent event) {
        long now = call.now();
        if (event instanceof ScenarioEvent.Interim interim) {
            openText = interim.text();
            var span = call.recogniser()
                    .span(interim.audioStartMs(), interim.audioEndMs(), interim.streamStartMs(), interim.streamEndMs());
            call.hear(new TurnEvent.InterimText(now, interim.text(), span));
        } else if (event instanceof ScenarioEvent.Final text) {
            finalText(text);
        } else if (event instanceof ScenarioEvent.FinalizeAck ack) {
            call.hear(new TurnEvent.FinalizeAcknowledged(now, Objects.requireNonNullElse(ack.of(), 0)));
        } else if (event instanceof ScenarioEvent.UtteranceEnd || event instanceof ScenarioEvent.SttEot) {
            call.hear(new TurnEvent.SttTurnEnded(now));
        } else if (event instanceof ScenarioEvent.SttSot) {
            call.hear(new TurnEvent.SttSpeechStarted(now));
        } else if (event instanceof ScenarioEvent.SttEagerEot expected) {
            eagerText(expected.text());
            call.hear(new TurnEvent.SttTurnExpected(now));
        } else {
            return false;
        }
        return true;
    }

    private void finalText(ScenarioEvent.Final text) {
        openText = "";
        var span = call.recogniser()
                .span(text.audioStartMs(), text.audioEndMs(), text.streamStartMs(), text.streamEndMs());
        boolean answers = Boolean.TRUE.equals(text.fromFinalize());
        int of = Objects.requireNonNullElse(text.of(), 0);
        call.hear(new TurnEvent.FinalText(call.now(), text.text(), answers, of, span));
        if (Boolean.TRUE.equals(text.utteranceEnd())) {
            call.hear(new TurnEvent.SttTurnEnded(call.now()));
        }
    }

    /** Text that comes with the expectation is interim text like any other. */
    private void eagerText(@Nullable String text) {
        if (text != null && !text.equals(openText)) {
            openText = text;
            call.hear(new TurnEvent.InterimText(
                    call.now(), text, call.recogniser().span(null, null, null, null)));
        }
    }

    private boolean ofConnection(ScenarioEvent event) {
        long now = call.now();
        if (event instanceof ScenarioEvent.SttOpen open) {
            call.recogniser().opened(now);
            call.hear(new TurnEvent.SttOpened(now));
            if (open.streamZeroMs() != null) {
                call.recogniser().clockBeginsAt(ScenarioRunner.nanos(open.streamZeroMs()));
            }
        } else if (event instanceof ScenarioEvent.SttClose close) {
            if (close.code() == 0) {
                call.hear(new TurnEvent.SttPending(now));
            } else {
                lost();
            }
        } else if (event instanceof ScenarioEvent.SttError error) {
            int status = Objects.requireNonNullElse(error.httpStatus(), 0);
            if ("bug".equals(error.kind())) {
                call.hear(new TurnEvent.SttFailed(now, GiveUpReason.BROKEN));
            } else if (status >= CLIENT_ERROR && status < SERVER_ERROR) {
                call.hear(new TurnEvent.SttFailed(now, GiveUpReason.REFUSED));
            } else {
                if (!call.recogniser().isClosing()) {
                    error("stt");
                }
                lost();
            }
        } else {
            return false;
        }
        return true;
    }

    /** After we have asked for it, a close is the answer, however it looks. */
    private void lost() {
        boolean wanted = call.recogniser().isClosing();
        call.hear(wanted ? new TurnEvent.SttClosed(call.now()) : new TurnEvent.SttLost(call.now()));
    }

    private boolean ofAgent(ScenarioEvent event) {
        var replies = call.replies();
        if (event instanceof ScenarioEvent.BotStart start) {
            replies.begin(start.reply(), played(start.text(), start.words(), start.chunks()));
        } else if (event instanceof ScenarioEvent.BotStop stop) {
            replies.stopped(stop.reply(), "interrupted".equals(stop.reason()), stop.playedMs());
        } else if (event instanceof ScenarioEvent.BotAudioSent sent) {
            replies.handedOver(sent.reply(), Objects.requireNonNullElse(sent.ms(), 0.0));
        } else if (event instanceof ScenarioEvent.PlaybackAck ack) {
            replies.reported(ack.reply(), Objects.requireNonNullElse(ack.playedMs(), 0.0));
        } else if (event instanceof ScenarioEvent.ReplyReady ready) {
            replies.ready(ready.reply(), played(ready.text(), ready.words(), ready.chunks()));
        } else if (event instanceof ScenarioEvent.HandlerDone) {
            replies.handlerDone();
        } else if (event instanceof ScenarioEvent.HandlerEndCall) {
            call.hear(new TurnEvent.EndRequested(call.now()));
        } else if (event instanceof ScenarioEvent.ToolStart) {
            replies.toolStarted();
        } else if (event instanceof ScenarioEvent.ToolEnd) {
            replies.toolEnded();
        } else {
            return event instanceof ScenarioEvent.HandlerHang; // it does nothing; that is the point
        }
        return true;
    }

    private static PlayedText played(
            @Nullable String text, @Nullable List<TimedText> words, @Nullable List<TimedText> chunks) {
        if (chunks != null) {
            return PlayedText.ofChunks(whole(text, chunks, ""), parts(chunks));
        }
        return words == null
                ? PlayedText.unknown(Objects.requireNonNullElse(text, ""))
                : PlayedText.ofWords(whole(text, words, " "), parts(words));
    }

    private static String whole(@Nullable String text, List<TimedText> parts, String between) {
        return text != null ? text : parts.stream().map(TimedText::text).collect(Collectors.joining(between));
    }

    private static List<PlayedText.Part> parts(List<TimedText> parts) {
        return parts.stream()
                .map(part -> new PlayedText.Part(part.text(), Duration.ofNanos(ScenarioRunner.nanos(part.ms()))))
                .toList();
    }

    private boolean ofOthers(ScenarioEvent event) {
        long now = call.now();
        if (event instanceof ScenarioEvent.Dtmf keys) {
            keys.text()
                    .toUpperCase(Locale.ROOT)
                    .chars()
                    .forEach(key -> call.hear(new TurnEvent.KeyPressed(now, (char) key)));
        } else if (event instanceof ScenarioEvent.TextInput typed) {
            call.hear(new TurnEvent.TextTyped(now, typed.text()));
        } else if (event instanceof ScenarioEvent.ConfigUpdate update) {
            knobs = knobs(knobs, update.set());
            call.hear(new TurnEvent.SettingsChanged(now, knobs.settings()));
        } else if (event instanceof ScenarioEvent.AudioSilence) {
            call.hear(new TurnEvent.TimePassed(now));
        } else if (event instanceof ScenarioEvent.Hangup) {
            call.hear(new TurnEvent.HungUp(now));
        } else {
            return false;
        }
        return true;
    }

    /** Has been checked when the file was read. */
    static Knobs knobs(Knobs knobs, Map<String, Object> set) {
        try {
            return FormatJson.applied(knobs, set);
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException("not a scenario that was read from a file: " + e.getMessage(), e);
        }
    }

    private void error(String scope) {
        if (!call.isOver()) {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("scope", scope);
            fields.put("recoverable", true);
            call.see(SeenType.ERROR, fields);
        }
    }
}
