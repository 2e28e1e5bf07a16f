package dev.baton.testkit.conformance;

import static dev.baton.testkit.conformance.Rig.require;

import com.sun.management.ThreadMXBean;
import dev.baton.stt.SttEvent;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/** What becomes of the audio, and when control messages are sent. */
final class AudioChecks {
    /** No multiple of a usual chunk, so that a part of one is left. */
    private static final Duration SPEECH = Duration.ofMillis(1_230);

    private static final Duration MORE_THAN_IS_KEPT = Duration.ofMinutes(3);
    private static final long MOST_KEPT_SECONDS = 120;
    private static final long MOST_PENDING_BYTES = 8 << 20;
    private static final int FRAMES = 500;
    private static final int ROUNDS = 40;

    private final SttVendor vendor;

    AudioChecks(SttVendor vendor) {
        this.vendor = vendor;
    }

    List<SttCheck> all() {
        return List.of(
                new SttCheck("early-audio", "audio before Ready is kept and sent in order, whole", this::early),
                new SttCheck(
                        "early-bounded",
                        "of audio before Ready at most two minutes are kept, and what is dropped is told",
                        this::earlyIsBounded),
                new SttCheck("format", "audio is sent mono, in the rate and encoding that was declared", this::format),
                new SttCheck("chunks", "each message of audio is as long as the service takes it", this::chunks),
                new SttCheck(
                        "flush-before-finalize",
                        "a part-filled group is sent before a finalize",
                        this::flushBeforeFinalize),
                new SttCheck(
                        "flush-before-close",
                        "a part-filled group is sent before the end of the stream",
                        this::flushBeforeClose),
                new SttCheck(
                        "padding",
                        "silence fills up a message only where the service refuses a shorter one, only as far as needed, and is told",
                        this::padding),
                new SttCheck(
                        "finalize-once",
                        "finalize is sent once for each request, and never where the service has none",
                        this::finalizesOnce),
                new SttCheck(
                        "keep-alive", "keepAlive() sends the samples of silence that it reports", this::keepsAlive),
                new SttCheck(
                        "stalled-network",
                        "a network that takes nothing is told by isWritable; memory stays bounded, what is dropped is told, and onWritable comes",
                        this::stalled),
                new SttCheck(
                        "no-allocation",
                        "sending a frame of audio allocates nothing in steady state",
                        this::allocatesNothing));
    }

    private void early() {
        var rig = new Rig(vendor);
        rig.speak(SPEECH);
        require(rig.network.sent.isEmpty(), "sent before the network opened: " + rig.network.sent.size());
        require(!rig.session.isWritable(), "writable before the service listens");
        rig.becomeReady();
        rig.speak(SPEECH);
        rig.session.closeStream();
        rig.requireAllHeard();
    }

    private void earlyIsBounded() {
        var rig = new Rig(vendor);
        rig.speak(MORE_THAN_IS_KEPT);
        rig.becomeReady();
        rig.session.closeStream();
        int heard = rig.heardByService().length;
        require(heard <= MOST_KEPT_SECONDS * rig.service.sampleRateHz(), heard + " samples were kept");
        require(
                heard + rig.told() == rig.given(),
                rig.given() + " samples given, " + heard + " sent, " + rig.told() + " told as dropped");
        rig.requireInOrder();
    }

    private void format() {
        var rig = Rig.ready(vendor);
        var declared = rig.network.declared();
        require(
                declared.sampleRateHz() == rig.service.sampleRateHz(),
                "declared " + declared + ", sampleRateHz()=" + rig.service.sampleRateHz());
        require(declared.channels() == 1, "declared " + declared);
        rig.speak(SPEECH);
        rig.session.closeStream();
        rig.requireAllHeard();
    }

    private void chunks() {
        var rig = Rig.ready(vendor);
        int least = rig.samples(vendor.shortestMessage());
        int most = rig.samples(vendor.longestMessage());
        rig.speak(SPEECH);
        for (var each : rig.network.sent) {
            if (each instanceof Received.Audio audio) {
                int length = audio.samples().length;
                require(
                        length >= least && length <= most,
                        "a message of " + length + " samples, limits " + least + " to " + most);
            }
        }
        rig.session.closeStream();
        for (var each : rig.network.sent) {
            require(
                    !(each instanceof Received.Audio audio)
                            || (audio.samples().length > 0 && audio.samples().length <= most),
                    "a message of " + each + ", limits 1 to " + most);
        }
    }

    private void flushBeforeFinalize() {
        var rig = Rig.ready(vendor);
        if (rig.service.capabilities().finalizes()) {
            rig.speak(SPEECH);
            rig.session.finalizeTurn();
            rig.requireAllHeard();
            var latest = rig.network.sent.get(rig.network.sent.size() - 1);
            require(latest instanceof Received.Finalize, "the latest message was " + latest);
        }
    }

    private void flushBeforeClose() {
        var rig = Rig.ready(vendor);
        rig.speak(SPEECH);
        rig.session.closeStream();
        rig.requireAllHeard();
        var latest = rig.network.sent.get(rig.network.sent.size() - 1);
        require(latest instanceof Received.CloseStream, "the latest message was " + latest);
    }

    /** What is left is too short, just long enough, longer, nothing, and once all that there is. */
    private void padding() {
        var rig = Rig.ready(vendor);
        int shortest = rig.samples(vendor.shortestMessage());
        int chunk = usualMessage(rig);
        int whole = (1 + shortest / chunk) * 2 * chunk;
        for (int samples : new int[] {
            whole + shortest / 2, whole + shortest, whole + (shortest + chunk) / 2, whole, (shortest + 1) / 2
        }) {
            padded(samples, false);
            if (rig.service.capabilities().finalizes()) {
                padded(samples, true);
            }
        }
    }

    private int usualMessage(Rig rig) {
        rig.speak(SPEECH);
        for (var each : rig.network.sent) {
            if (each instanceof Received.Audio audio && audio.samples().length > 0) {
                return audio.samples().length;
            }
        }
        return rig.samples(vendor.longestMessage());
    }

    private void padded(int samples, boolean finalizes) {
        var rig = Rig.ready(vendor);
        rig.speak(samples);
        if (finalizes) {
            rig.session.finalizeTurn();
        } else {
            rig.session.closeStream();
        }
        var shown = samples + " samples, then " + (finalizes ? "finalizeTurn()" : "closeStream()") + ": ";
        int least = vendor.refusesShorter() ? rig.samples(vendor.shortestMessage()) : 0;
        long silence = rig.onTheWire().length - rig.given();
        require(silence == rig.paddedSamples(), shown + silence + " of silence, told " + rig.paddedSamples());
        for (var each : rig.network.sent) {
            require(
                    !(each instanceof Received.Audio audio) || audio.samples().length >= least,
                    shown + "a message of " + each + ", at least " + least);
        }
        require(silence == 0 || lastAudio(rig) == least, shown + silence + " of silence, more than needed");
        require(silence == 0 || silence < least, shown + silence + " of silence alone");
        rig.requireAllHeard();
    }

    private static int lastAudio(Rig rig) {
        int length = 0;
        for (var each : rig.network.sent) {
            length = each instanceof Received.Audio audio ? audio.samples().length : length;
        }
        return length;
    }

    private void finalizesOnce() {
        for (boolean early : new boolean[] {true, false}) {
            var rig = new Rig(vendor);
            if (!early) {
                rig.becomeReady();
            }
            for (int i = 0; i < 3; i++) {
                rig.speak(SPEECH);
                rig.session.finalizeTurn();
            }
            if (early) {
                rig.becomeReady();
            }
            rig.requireSent(Received.Finalize.class, rig.service.capabilities().finalizes() ? 3 : 0);
        }
    }

    private void keepsAlive() {
        keepsAliveWithin(Duration.ofMillis(30));
        var rig = Rig.ready(vendor);
        int reported = rig.session.keepAlive();
        int sent = rig.heardByService().length;
        require(reported == sent, "reported " + reported + " samples, sent " + sent);
        require(sent > 0 || rig.sent(Received.KeepAlive.class) <= 1, rig.network.sent.toString());
        rig.session.closeStream();
        require(rig.heardByService().length == sent, "audio was left behind by keepAlive()");
    }

    /** A part-filled group is no reason for a message that the service would refuse. */
    private void keepsAliveWithin(Duration rest) {
        var rig = Rig.ready(vendor);
        rig.speak(rest);
        int reported = rig.session.keepAlive();
        int sent = rig.onTheWire().length;
        require(
                sent == (reported == 0 ? 0 : reported + rig.given()),
                "of " + rig.given() + " samples and " + reported + " of silence " + sent + " on the wire");
        int least = vendor.refusesShorter() ? rig.samples(vendor.shortestMessage()) : 1;
        for (var each : rig.network.sent) {
            require(
                    !(each instanceof Received.Audio audio) || audio.samples().length >= least,
                    "a message of " + each + ", at least " + least);
        }
    }

    private void stalled() {
        var rig = Rig.ready(vendor);
        rig.network.stall();
        for (int seconds = 0; rig.session.isWritable(); seconds++) {
            require(
                    seconds < MOST_KEPT_SECONDS,
                    "writable after " + seconds + " s of audio that the network did not take");
            rig.speak(Duration.ofSeconds(1));
        }
        rig.speak(MORE_THAN_IS_KEPT.multipliedBy(2));
        require(
                rig.network.pendingBytes() <= MOST_PENDING_BYTES,
                rig.network.pendingBytes() + " bytes wait for the network");
        rig.session.finalizeTurn();
        rig.network.flow();
        // Only now, since a session may keep it behind audio that waits.
        int due = rig.service.capabilities().finalizes() ? 1 : 0;
        long finalizes = rig.sent(Received.Finalize.class);
        require(finalizes == due, "of a finalize asked for while nothing flowed came " + finalizes + " of " + due);
        require(rig.writableAgain > 0, "onWritable did not come");
        require(rig.session.isWritable(), "not writable although the network takes all");
        rig.session.closeStream();
        int heard = rig.heardByService().length;
        require(
                heard + rig.told() == rig.given(),
                rig.given() + " samples given, " + heard + " sent, " + rig.told() + " told as dropped");
        rig.requireInOrder();
    }

    /** The least of several rounds, since a round may be charged for the JVM's own doings. */
    private void allocatesNothing() {
        var rig = Rig.ready(vendor);
        rig.network.onlyCount();
        var frame = new short[rig.samples(Duration.ofMillis(20))];
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long counting = threads.getThreadAllocatedBytes(self);
        counting = threads.getThreadAllocatedBytes(self) - counting;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getThreadAllocatedBytes(self);
            for (int i = 0; i < FRAMES; i++) {
                rig.session.audio(frame, 0, frame.length);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before - counting);
        }
        long messages = FRAMES * 20L / Math.max(1, vendor.shortestMessage().toMillis());
        require(least <= vendor.allocatedBytesPerMessage() * messages, least + " bytes for " + FRAMES + " frames");
        require(rig.all(SttEvent.Error.class).isEmpty(), "an error: " + rig.events);
    }
}
