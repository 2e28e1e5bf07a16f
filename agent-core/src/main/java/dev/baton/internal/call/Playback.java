package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.agent.Heard;
import dev.baton.audio.resample.Resamplers;
import dev.baton.tts.SynthesisException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Speaks one reply: audio to frames, frames to the sink at the pace of real time. Used on the loop.
 *
 * <pre>{@code
 *  COLLECTING --text is playable: replyReady, then release()--> SOUNDING --all heard and complete--> (finished)
 *      ^                                                         |    ^
 *      +---- all heard, and the handler goes on: playoutEnded ---+    +-- pause(), resume()
 * }</pre>
 *
 * A reply collects text while it waits; nothing sounds before {@link #release}. Without a synthesizer the text itself is the reply.
 */
final class Playback implements ReplySynthesis.Observer {
    /** What the call learns. */
    interface Observer {
        /** Something can be played. */
        void replyReady(int reply);

        void firstSynthesized(int reply);

        /** The first sound, or text, goes out; again after {@link #playoutEnded}. */
        void playoutStarted(int reply);

        void textBegins(int reply, String text);

        /** Everything there was has been heard. */
        void playoutEnded(int reply);

        /** Everything was played and nothing more will come. */
        void replyFinished(int reply);

        /** Nothing was there to go on with in the middle of the reply: the caller hears a gap. */
        void ranShort(int reply);

        void problem(BatonException reason);

        /** The sink cannot be used any more. */
        void sinkFailed(RuntimeException cause);
    }

    private final int reply;
    private final Speaker speaker;
    private final Observer observer;
    private final SpokenReply script = new SpokenReply();
    private final SpokenReply.Beginning beginning = this::begins;
    private final @Nullable ReplySynthesis synthesis;
    private int textsShown;
    private boolean announced;
    private boolean released;
    private boolean started;
    private boolean sounding;
    private boolean flowing;
    private boolean paused;
    private boolean completed;
    private boolean over;
    /** Whether nothing was there to go on with, in the middle. */
    private boolean starved;

    /** Samples heard before the present stretch without a break. */
    private long heardBefore;

    private long stretchNanos;
    private long framesWritten;

    Playback(int reply, Speaker speaker, Observer observer) {
        this.reply = reply;
        this.speaker = speaker;
        this.observer = observer;
        synthesis = speaker.synthesis(script, this);
    }

    void say(String text) {
        if (over || completed) {
            return;
        }
        script.add(new SpokenSegment(text, speaker.sampleRateHz));
        if (synthesis == null) {
            announceReady();
            pump();
        } else {
            synthesis.goOn();
        }
    }

    /** @param text what it says, for what was heard; may be empty */
    void play(String text, short[] samples, int sampleRateHz) {
        if (over || completed) {
            return;
        }
        if (synthesis == null) {
            if (!text.isEmpty()) {
                say(text);
            }
            return;
        }
        var segment = new SpokenSegment(text, speaker.sampleRateHz);
        var resampler = Resamplers.create(sampleRateHz, speaker.sampleRateHz);
        segment.append(resampler, samples);
        segment.complete(resampler);
        script.add(segment);
        synthesis.goOn();
        progressed();
    }

    /** The handler has said everything. */
    void complete() {
        if (!over) {
            completed = true;
            if (!sounding && isAllOut()) {
                finish();
            } else {
                pump();
            }
        }
    }

    /** Whether everything that was said so far went out, or never will. */
    private boolean isAllOut() {
        return synthesis == null ? textsShown == script.segments().size() : script.isPlayed();
    }

    void release() {
        if (!over) {
            released = true;
            pump();
        }
    }

    /** Silence at once; {@link #resume} goes on with the first sample that was not heard. */
    void pause() {
        if (!over && !paused) {
            paused = true;
            if (flowing) {
                long fromNanos = stretchNanos + stretchHeardNanos();
                heardBefore = heardSamples();
                flowing = false;
                framesWritten = 0;
                script.rewind(heardBefore);
                clear(fromNanos);
            }
        }
    }

    void resume() {
        if (!over && paused) {
            paused = false;
            pump();
        }
    }

    void tick() {
        pump();
    }

    /** Silence at once; nothing of this reply goes out any more. */
    Heard stop(int turn) {
        var heard = script.heard(turn, heardSamples(), played(), synthesis == null && started);
        boolean mustClear = flowing && synthesis != null;
        long fromNanos = stretchNanos + stretchHeardNanos();
        over = true;
        flowing = false;
        sounding = false;
        if (mustClear) {
            clear(fromNanos);
        }
        if (synthesis != null) {
            synthesis.stop();
        }
        return heard;
    }

    /** Whether anything of it was heard. */
    boolean hasStarted() {
        return started;
    }

    Duration played() {
        return CallScheduler.duration(speaker.nanos(heardBefore) + stretchHeardNanos());
    }

    private long heardSamples() {
        return heardBefore + speaker.samples(stretchHeardNanos());
    }

    private long stretchHeardNanos() {
        return flowing
                ? Math.max(
                        0,
                        Math.min(
                                speaker.scheduler.eventNanos() - speaker.lagNanos() - stretchNanos,
                                framesWritten * CallScheduler.TICK_NANOS))
                : 0;
    }

    private void clear(long fromNanos) {
        try {
            speaker.clear(fromNanos);
        } catch (RuntimeException e) {
            observer.sinkFailed(e);
        }
    }

    private void announceReady() {
        if (!announced) {
            announced = true;
            observer.replyReady(reply);
        }
    }

    @Override
    public void audioArrived() {
        observer.firstSynthesized(reply);
    }

    @Override
    public void unspoken(SpokenSegment segment, SynthesisException reason) {
        observer.problem(reason);
        if (segment.length() == 0) {
            observer.textBegins(reply, segment.text); // no sound of it will tell
        }
    }

    @Override
    public void progressed() {
        // Less than a frame cannot sound yet, nor can a text that the voice failed at: leave given for either would be
        // used when the caller may be speaking again.
        if (!over && script.isFrameReady(speaker.frame.length)) {
            announceReady();
        }
        if (!over && completed && !sounding && script.isPlayed()) {
            finish(); // nothing of it can be spoken
        } else {
            pump();
        }
    }

    private void pump() {
        if (released && !paused && !over) {
            if (synthesis == null) {
                pumpText();
            } else {
                pumpAudio(synthesis);
            }
        }
    }

    private void pumpText() {
        var segments = script.segments();
        while (!over && !paused && textsShown < segments.size()) {
            start();
            observer.textBegins(reply, segments.get(textsShown++).text);
        }
        if (!over && !paused) {
            ranDry();
        }
    }

    private void pumpAudio(ReplySynthesis synthesis) {
        long now = speaker.scheduler.eventNanos();
        if (!flowing && script.hasAudio()) {
            // A tick that is made up for is not when the caller hears it begin.
            long real = speaker.scheduler.nowNanos();
            stretchNanos = real - now > CallScheduler.TICK_NANOS ? real : now;
            flowing = true;
        }
        afterStandstill();
        while (!over && flowing && framesDue(now) > framesWritten && mayWrite()) {
            writeFrame();
        }
        if (over || paused) {
            return;
        }
        synthesis.goOn();
        long heardOut = heardOutNanos();
        boolean allPlayed = script.isPlayed();
        if (allPlayed && (!flowing || now >= heardOut + speaker.lagNanos())) {
            ranDry();
        } else if (flowing && !allPlayed && now >= heardOut + CallScheduler.TICK_NANOS) {
            // Ran dry, lead and all: time that nobody could fill is not made up for in a burst.
            ranShort();
            stretchNanos = now - framesWritten * CallScheduler.TICK_NANOS;
        }
    }

    /**
     * Where the loop was held up for longer than the far end had audio, silence has been heard there: what was due meanwhile is late, and sent at once it would lie there as audio that an interruption comes too late
     * for.
     */
    private void afterStandstill() {
        long late = speaker.scheduler.nowNanos() - heardOutNanos();
        if (flowing && framesWritten > 0 && !script.isPlayed() && late > CallScheduler.TICK_NANOS) {
            ranShort();
            stretchNanos += late;
        }
    }

    private long heardOutNanos() {
        return stretchNanos + framesWritten * CallScheduler.TICK_NANOS;
    }

    private void ranShort() {
        if (!starved) {
            starved = true;
            observer.ranShort(reply);
        }
    }

    /** The first sound goes out with the leave, which a text that was said since must not keep waiting: the caller may speak before that has a voice. */
    private boolean mayWrite() {
        return !sounding || script.isFrameReady(speaker.frame.length);
    }

    private long framesDue(long now) {
        return (now - stretchNanos + speaker.leadNanos) / CallScheduler.TICK_NANOS + 1;
    }

    private void writeFrame() {
        if (!script.fill(speaker.frame, beginning)) {
            return; // what the start caused has already ended or paused it
        }
        try {
            speaker.write(stretchNanos, framesWritten * speaker.frame.length);
            framesWritten++;
            starved = false;
        } catch (RuntimeException e) {
            over = true;
            observer.sinkFailed(e);
        }
    }

    private boolean begins(String text) {
        start();
        if (!over && flowing) {
            observer.textBegins(reply, text);
        }
        return !over && flowing;
    }

    private void start() {
        started = true;
        if (!sounding) {
            sounding = true;
            observer.playoutStarted(reply);
        }
    }

    /** Everything there was has been heard: the floor is free, until there is more and it is given again. */
    private void ranDry() {
        if (completed) {
            finish();
        } else if (sounding) {
            heardBefore = heardSamples();
            framesWritten = 0;
            flowing = false;
            sounding = false;
            released = false;
            announced = false;
            observer.playoutEnded(reply);
        }
    }

    private void finish() {
        over = true;
        if (synthesis != null) {
            synthesis.finish();
        }
        if (sounding) {
            sounding = false;
            observer.playoutEnded(reply);
        }
        observer.replyFinished(reply);
    }
}
