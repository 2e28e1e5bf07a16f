package dev.baton.testkit.conformance;

import dev.baton.audio.AudioFormat;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttCapabilities;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pulse behind an adapter that asks for nothing while the network takes nothing, and for all of it once it does. */
final class PatientVendor implements SttVendor {
    private final PulseVendor pulse = new PulseVendor();

    @Override
    public SpeechToText service(URI address, String key) {
        return new Patient(pulse.service(address, key));
    }

    @Override
    public AudioFormat declared(URI address) {
        return pulse.declared(address);
    }

    @Override
    public Received received(String text) {
        return pulse.received(text);
    }

    @Override
    public String interim(String text) {
        return pulse.interim(text);
    }

    @Override
    public String finalText(String text, List<SttEvent.Word> words, boolean answersFinalize) {
        return pulse.finalText(text, words, answersFinalize);
    }

    @Override
    public @Nullable String last() {
        return pulse.last();
    }

    @Override
    public String error(String reason) {
        return pulse.error(reason);
    }

    private record Patient(SpeechToText good) implements SpeechToText {
        @Override
        public String name() {
            return good.name();
        }

        @Override
        public String address() {
            return good.address();
        }

        @Override
        public SttCapabilities capabilities() {
            return good.capabilities();
        }

        @Override
        public int sampleRateHz() {
            return good.sampleRateHz();
        }

        @Override
        public SttSession open(SttTransport transport, SttListener listener) {
            var session = new PatientSession(listener);
            session.good = good.open(transport, session);
            return session;
        }

        @Override
        public String toString() {
            return good.toString();
        }
    }

    private static final class PatientSession implements SttSession, SttListener {
        private final SttListener call;
        private @Nullable SttSession good;
        private boolean ready;
        private int finalizes;

        PatientSession(SttListener call) {
            this.call = call;
        }

        private SttSession good() {
            return Objects.requireNonNull(good);
        }

        @Override
        public void onEvent(SttEvent event) {
            ready |= event instanceof SttEvent.Ready;
            call.onEvent(event);
        }

        @Override
        public void onWritable() {
            for (; finalizes > 0; finalizes--) {
                good().finalizeTurn();
            }
            call.onWritable();
        }

        @Override
        public void audio(short[] samples, int offset, int length) {
            good().audio(samples, offset, length);
        }

        @Override
        public boolean isWritable() {
            return good().isWritable();
        }

        @Override
        public void finalizeTurn() {
            if (ready && !isWritable()) {
                finalizes++;
            } else {
                good().finalizeTurn();
            }
        }

        @Override
        public int keepAlive() {
            return good().keepAlive();
        }

        @Override
        public void closeStream() {
            good().closeStream();
        }

        @Override
        public void abort() {
            good().abort();
        }
    }
}
