package dev.baton.testkit.conformance;

import dev.baton.audio.AudioFormat;
import dev.baton.internal.call.CallLoop;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttTransport;
import dev.baton.testkit.audio.Vocabulary;
import dev.baton.testkit.audio.WordToneDecoder;
import dev.baton.testkit.audio.WordTones;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The vendor's service as it should be, on virtual time and without a network: it hears the words of a {@link dev.baton.testkit.audio.SyntheticCaller}, and answers in the vendor's messages. */
final class SpeakingService implements SttTransport {
    private static final Duration NETWORK = Duration.ofMillis(10);
    private static final Duration RECOGNITION = Duration.ofMillis(60);

    /** A service without a request ends a text after so much without a word; one that ends turns with it waits longer. */
    private static final long PAUSE_MILLIS = 400;

    private static final long TURN_PAUSE_MILLIS = 1_000;

    private static final int ABNORMAL_CLOSURE = 1006;

    private final SttVendor vendor;
    private final SpeechToText adapter;
    private final CallLoop loop;
    private final int breaksAtWord;
    private int heard;
    int connections;

    /** @param breaksAtWord the connection breaks when this word has been heard, in place of the text of it; 0 for never */
    SpeakingService(SttVendor vendor, SpeechToText adapter, CallLoop loop, int breaksAtWord) {
        this.vendor = vendor;
        this.adapter = adapter;
        this.loop = loop;
        this.breaksAtWord = breaksAtWord;
    }

    @Override
    public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
        connections++;
        return new Line(vendor.declared(uri), listener);
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        return loop.schedule(delay.toNanos(), task)::cancel;
    }

    private final class Line implements Connection {
        private final AudioFormat format;
        private final Listener client;
        private final WordToneDecoder ears;
        private final List<SttEvent.Word> words = new ArrayList<>();
        private long samples;
        private long lastWordMillis;
        private boolean inTurn;
        private boolean closed;

        Line(AudioFormat format, Listener client) {
            this.format = format;
            this.client = client;
            ears = new WordToneDecoder(format.sampleRateHz(), this::word);
            after(NETWORK, () -> {
                if (!closed) {
                    client.onOpen();
                }
            });
            say(NETWORK.multipliedBy(2), vendor.greeting());
        }

        private void word(int number, long startMillis) {
            heard++;
            if (heard == breaksAtWord) {
                end(ABNORMAL_CLOSURE);
                return;
            }
            inTurn = true;
            lastWordMillis = startMillis + WordTones.WORD_MILLIS;
            words.add(new SttEvent.Word(Vocabulary.english().word(number), startMillis, lastWordMillis, 0.9f));
            say(RECOGNITION, vendor.interim(text()));
        }

        private String text() {
            return words.stream().map(SttEvent.Word::text).collect(Collectors.joining(" "));
        }

        private void say(Duration delay, @Nullable String message) {
            if (message != null) {
                after(delay, () -> {
                    if (!closed) {
                        client.onText(message);
                    }
                });
            }
        }

        private void end(int code) {
            after(RECOGNITION, () -> {
                if (!closed) {
                    closed = true;
                    client.onClosed(code, "");
                }
            });
        }

        private void finish(boolean answers) {
            if (answers || !words.isEmpty()) {
                say(RECOGNITION, vendor.finalText(text(), List.copyOf(words), answers));
            }
            words.clear();
        }

        private void received(Received message) {
            if (closed) {
                return;
            }
            if (message instanceof Received.Audio audio) {
                hear(audio.samples());
            } else if (message instanceof Received.Finalize) {
                finish(true);
            } else if (message instanceof Received.CloseStream) {
                finish(false);
                say(RECOGNITION, vendor.last());
                end(1000);
            }
        }

        private void hear(short[] audio) {
            ears.accept(audio, 0, audio.length);
            samples += audio.length;
            long quiet = samples * 1_000 / format.sampleRateHz() - lastWordMillis;
            var can = adapter.capabilities();
            if (can.endsTurns() && inTurn && quiet > TURN_PAUSE_MILLIS) {
                inTurn = false;
                finish(false);
                say(RECOGNITION, vendor.turnEnded());
            } else if (!can.finalizes() && !can.endsTurns() && quiet > PAUSE_MILLIS) {
                finish(false);
            }
        }

        @Override
        public void sendBinary(ByteBuffer bytes) {
            received(vendor.received(bytes, format));
        }

        @Override
        public void sendText(String text) {
            received(vendor.received(text));
        }

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public void close(int code, String reason) {
            end(code);
        }

        @Override
        public void abort() {
            closed = true;
        }
    }
}
