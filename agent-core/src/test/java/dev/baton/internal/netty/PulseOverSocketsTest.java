package dev.baton.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.internal.netty.RawServer.Peer;
import dev.baton.stt.ConnectionOptions;
import dev.baton.stt.SmallestPulse;
import dev.baton.stt.SttEvent;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The session and the transport together, over real sockets. */
@Timeout(30)
class PulseOverSocketsTest {
    @Test
    void wholeStream_arrivesInOrderAndEndsAsAsked() throws Exception {
        var received = new CompletableFuture<List<String>>();
        var audio = new ByteArrayOutputStream();
        var events = new CopyOnWriteArrayList<SttEvent>();
        try (var loops = EventLoops.create(1, "baton-test");
                var server = RawServer.playing(peer -> {
                    peer.upgrade();
                    received.complete(untilCloseStream(peer, audio));
                    peer.text("{\"transcript\":\"Bye. \",\"is_final\":true,\"is_last\":true}");
                    peer.close(peer.read().code(), "");
                })) {
            var pulse = SmallestPulse.builder().url(server.uri("/")).build();
            var transport = new NettySttTransport(loops, loops.next(), ConnectionOptions.defaults());
            loops.next()
                    .submit(() -> {
                        var session = pulse.open(transport, events::add);
                        session.audio(counting(4_000), 0, 4_000);
                        session.finalizeTurn();
                        session.audio(counting(1_600), 0, 1_600);
                        session.closeStream();
                    })
                    .syncUninterruptibly();
            await().until(() -> events.stream().anyMatch(SttEvent.Closed.class::isInstance));
            assertThat(received.join())
                    .containsExactly(
                            "3200", "3200", "1600", "{\"type\":\"finalize\"}", "3200", "{\"type\":\"close_stream\"}");
            assertThat(audio.toByteArray()).startsWith(0, 0, 1, 0, 2, 0).hasSize(11_200);
            assertThat(events)
                    .containsExactly(
                            new SttEvent.Ready(pulse.address()),
                            new SttEvent.Final("Bye.", List.of(), false, true),
                            new SttEvent.Closed(1000, "", true));
        }
    }

    private static List<String> untilCloseStream(Peer peer, ByteArrayOutputStream audio) throws Exception {
        var received = new ArrayList<String>();
        do {
            var frame = peer.read();
            if (frame.opcode() == Peer.BINARY) {
                audio.writeBytes(frame.payload());
            }
            received.add(frame.opcode() == Peer.BINARY ? String.valueOf(frame.payload().length) : frame.text());
        } while (!received.get(received.size() - 1).contains("close_stream"));
        return received;
    }

    private static short[] counting(int count) {
        var samples = new short[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (short) i;
        }
        return samples;
    }
}
