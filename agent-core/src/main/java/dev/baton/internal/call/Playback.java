package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.agent.Heard;
import dev.baton.audio.AudioSink;
import dev.baton.audio.AudioTap;
import dev.baton.audio.resample.Resampler;
import dev.baton.audio.resample.Resamplers;
import dev.baton.tts.SynthesisException;
import dev.baton.tts.TextToSpeech;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Speaks one reply at a time: text to audio, audio to frames, frames to the sink at the pace of real time. Used on the loop.
 *
 * <p>A reply collects text while it waits; nothing sounds before {@link #release}. Without a synthesizer the text itself is the reply.
 */
final class Playback {
    /** Synthesis of the next text waits while so much audio is ready. */
    private static final int MAX_READY_SECONDS = 30;

    /** A voice that has given nothing for so long gives nothing more. */
    private static final Duration MAX_SYNTHESIS_SILENCE = Duration.ofSeconds(10);

    /** What the call learns. */
    interface Observer {
        /** Something can be played. */
        void replyReady(int reply);

        void firstSynthesized(int reply);

        /** The first sound, or text, goes out. */
        void playoutStarted(int reply);

        void textBegins(int reply, String text);

        /** Everything was played and nothing more will come. */
        void replyFinished(int reply);

        void problem(BatonException reason);

        /** The sink cannot be used any more. */
        void sinkFailed(RuntimeException cause);
    }

    private final @Nullable TextToSpeech voice;
    private final AudioSink sink;
    private final CallLoop loop;
    private final CallScheduler scheduler;
    private final Observer observer;
    private final @Nullable AudioTap tap;
    private final short[] frame;
    private final long leadNanos;

    private int reply;
    private List<SpokenSegment> segments = new ArrayList<>();
    private int synthesizing;
    private int playing;
    private boolean ready;
    private boolean released;
    private boolean started;
    private boolean completed;
    private boolean active;
    private long playoutFrom;
    private long framesWritten;
    private CallLoop.Timer synthesisWatch = () -> {};

    Playback(
            @Nullable TextToSpeech voice,
            AudioSink sink,
            CallLoop loop,
            CallScheduler scheduler,
            Observer observer,
            @Nullable AudioTap tap) {
        this.voice = voice;
        this.sink = sink;
        this.loop = loop;
        this.scheduler = scheduler;
        this.observer = observer;
        this.tap = tap;
        this.frame = new short[(int) (sink.sampleRateHz() * CallerAudio.FRAME.toMillis() / 1000)];
        this.leadNanos = sink.lead().toNanos();
    }

    /** A new reply takes the place of the one before, which has been stopped or finished. */
    void begin(int newReply) {
        reply = newReply;
        segments = new ArrayList<>();
        synthesizing = 0;
        playing = 0;
        ready = false;
        released = false;
        started = false;
        completed = false;
        active = true;
        framesWritten = 0;
    }

    void say(int toReply, String text) {
        if (toReply != reply || !active || completed) {
            return;
        }
        segments.add(new SpokenSegment(text));
        if (voice == null) {
            announceReady();
            pump();
        } else {
            synthesizeNext(voice);
        }
    }

    /** The handler has said everything. */
    void complete(int ofReply) {
        if (ofReply == reply && active) {
            completed = true;
            if (segments.isEmpty()) {
                finish(); // nothing was said, so nothing waits for leave
            } else {
                pump();
            }
        }
    }

    void release(int ofReply) {
        if (ofReply == reply && active) {
            released = true;
            pump();
        }
    }

    void tick() {
        if (released) {
            pump();
        }
    }

    /** Silence at once; nothing of this reply goes out any more. */
    Heard stop(int turn) {
        synthesisWatch.cancel();
        long nanosPlayed =
                started ? Math.min(scheduler.eventNanos() - playoutFrom, framesWritten * CallScheduler.TICK_NANOS) : 0;
        boolean sounded = started && voice != null;
        var heard = heard(turn, nanosPlayed);
        var silenced = segments;
        active = false;
        released = false;
        segments = new ArrayList<>();
        if (sounded) {
            clear(playoutFrom + nanosPlayed);
        }
        for (var segment : silenced) {
            if (segment.cancelSynthesis != null) {
                segment.cancelSynthesis.run();
            }
        }
        return heard;
    }

    private void clear(long fromNanos) {
        try {
            sink.clear();
            if (tap != null) {
                tap.agentCleared(position(fromNanos));
            }
        } catch (RuntimeException e) {
            observer.sinkFailed(e);
        }
    }

    boolean isAbout(int aReply) {
        return active && reply == aReply;
    }

    boolean hasStarted() {
        return started && active;
    }

    private Heard heard(int turn, long nanosPlayed) {
        long samples = nanosPlayed * sink.sampleRateHz() / 1_000_000_000L;
        var heard = new StringBuilder();
        var said = new StringBuilder();
        for (var segment : segments) {
            append(said, segment.text);
            String words = voice == null && started ? segment.text : segment.heardWithin(Math.max(0, samples));
            append(heard, words);
            samples -= segment.length();
        }
        return new Heard(turn, heard.toString(), said.toString(), CallScheduler.duration(nanosPlayed));
    }

    private static void append(StringBuilder text, String more) {
        if (!more.isEmpty()) {
            text.append(text.isEmpty() ? "" : " ").append(more);
        }
    }

    private void announceReady() {
        if (!ready) {
            ready = true;
            observer.replyReady(reply);
        }
    }

    private void synthesizeNext(TextToSpeech voice) {
        boolean running = synthesizing > 0 && !segments.get(synthesizing - 1).isComplete();
        if (running || synthesizing == segments.size() || secondsReady() > MAX_READY_SECONDS) {
            return;
        }
        var segment = segments.get(synthesizing++);
        int ofReply = reply;
        try {
            var feed = new Feed(voice, ofReply, segment);
            segment.cancelSynthesis = voice.synthesize(segment.text, feed)::cancel;
            watch(voice, ofReply, segment, 0);
        } catch (RuntimeException e) {
            var reason = new SynthesisException(
                    "a text could not be spoken: the voice threw "
                            + e.getClass().getName(),
                    "gave it to " + voice.name(),
                    "see the cause in the log",
                    e);
            arrived(ofReply, () -> unspoken(segment, reason));
        }
    }

    /** A voice that falls silent must not keep the caller waiting for the rest of the call. */
    private void watch(TextToSpeech voice, int ofReply, SpokenSegment segment, int lengthBefore) {
        synthesisWatch = scheduler.after(MAX_SYNTHESIS_SILENCE, () -> {
            if (ofReply != reply || !active || segment.isComplete()) {
                return;
            }
            if (segment.length() > lengthBefore) {
                watch(voice, ofReply, segment, segment.length());
                return;
            }
            if (segment.cancelSynthesis != null) {
                segment.cancelSynthesis.run();
            }
            var reason = new SynthesisException(
                    "a text could not be spoken: no audio for " + MAX_SYNTHESIS_SILENCE.toSeconds() + " s",
                    "waited for " + voice.name(),
                    "check the voice; the reply goes on without this text",
                    null);
            arrived(ofReply, () -> unspoken(segment, reason));
        });
    }

    /** What cannot be spoken must not hold up what can, nor the end of the reply. */
    private void unspoken(SpokenSegment segment, SynthesisException reason) {
        segment.giveUp();
        observer.problem(reason);
        observer.textBegins(reply, segment.text);
        announceReady();
    }

    /** Something about the synthesis of a reply; from any thread. */
    private void arrived(int ofReply, Runnable what) {
        loop.execute(() -> {
            if (ofReply == reply && active) {
                what.run();
                pump();
                if (voice != null && active) {
                    synthesizeNext(voice);
                }
            }
        });
    }

    private long secondsReady() {
        return segments.stream().mapToLong(SpokenSegment::available).sum() / sink.sampleRateHz();
    }

    private void pump() {
        if (!released || !active) {
            return;
        }
        if (voice == null) {
            pumpText();
        } else {
            pumpAudio();
        }
    }

    private void pumpText() {
        for (; active && playing < segments.size(); playing++) {
            start();
            observer.textBegins(reply, segments.get(playing).text);
        }
        if (completed && active) {
            finish();
        }
    }

    private void pumpAudio() {
        long now = scheduler.eventNanos();
        if (!started && available() > 0) {
            playoutFrom = now;
        }
        while (active && framesDue(now) > framesWritten && isFrameReady()) {
            writeFrame();
        }
        if (!active) {
            return;
        }
        if (voice != null) {
            synthesizeNext(voice);
        }
        long heardOut = playoutFrom + framesWritten * CallScheduler.TICK_NANOS;
        boolean allPlayed = completed && segments.stream().allMatch(SpokenSegment::isPlayed);
        if (allPlayed && (!started || now >= heardOut)) {
            finish();
        } else if (started && !allPlayed && now >= heardOut + CallScheduler.TICK_NANOS) {
            // Ran dry, lead and all: time that nobody could fill is not made up for in a burst.
            playoutFrom = now - framesWritten * CallScheduler.TICK_NANOS;
        }
    }

    private long framesDue(long now) {
        return (now - playoutFrom + leadNanos) / CallScheduler.TICK_NANOS + 1;
    }

    private int available() {
        int samples = 0;
        for (int i = playing; i < segments.size() && samples < frame.length; i++) {
            samples += segments.get(i).available();
        }
        return samples;
    }

    /** A part-filled frame goes out only where nothing can follow to fill it. */
    private boolean isFrameReady() {
        int available = available();
        return available >= frame.length
                || (available > 0 && segments.get(segments.size() - 1).isComplete());
    }

    private void writeFrame() {
        int filled = 0;
        while (filled < frame.length && playing < segments.size()) {
            var segment = segments.get(playing);
            boolean begins = !segment.hasBegun() && segment.available() > 0;
            filled += segment.take(frame, filled, frame.length - filled);
            if (begins) {
                start();
                if (!active) {
                    return; // what the start caused has already ended it
                }
                observer.textBegins(reply, segment.text);
            }
            if (!segment.isPlayed()) {
                break;
            }
            playing++;
        }
        Arrays.fill(frame, filled, frame.length, (short) 0);
        try {
            sink.write(frame, 0, frame.length);
            if (tap != null) {
                tap.agent(frame, 0, frame.length, position(playoutFrom) + framesWritten * frame.length);
            }
            framesWritten++;
        } catch (RuntimeException e) {
            active = false;
            released = false;
            observer.sinkFailed(e);
        }
    }

    private long position(long nanos) {
        return nanos * sink.sampleRateHz() / 1_000_000_000L;
    }

    private void start() {
        if (!started) {
            started = true;
            observer.playoutStarted(reply);
        }
    }

    private void finish() {
        synthesisWatch.cancel();
        active = false;
        released = false;
        observer.replyFinished(reply);
    }

    /** Brings one text's audio from the synthesizer's thread to the loop. */
    private final class Feed implements TextToSpeech.SynthesisListener {
        private final int ofReply;
        private final SpokenSegment segment;
        private final Resampler resampler;

        Feed(TextToSpeech voice, int ofReply, SpokenSegment segment) {
            this.ofReply = ofReply;
            this.segment = segment;
            this.resampler = Resamplers.create(voice.sampleRateHz(), sink.sampleRateHz());
        }

        @Override
        public void onAudio(short[] samples, int offset, int length) {
            var copy = new short[length];
            System.arraycopy(samples, offset, copy, 0, length);
            arrived(ofReply, () -> {
                segment.append(resampler, copy);
                observer.firstSynthesized(ofReply);
                announceReady();
            });
        }

        @Override
        public void onCompleted() {
            arrived(ofReply, () -> segment.complete(resampler));
        }

        @Override
        public void onFailed(SynthesisException reason) {
            arrived(ofReply, () -> unspoken(segment, reason));
        }
    }
}
