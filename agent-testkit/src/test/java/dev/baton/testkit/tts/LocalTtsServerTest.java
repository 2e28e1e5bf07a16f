package dev.baton.testkit.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.internal.netty.EventLoops;
import dev.baton.internal.netty.NettySttTransport;
import dev.baton.stt.ConnectionOptions;
import dev.baton.testkit.stt.ApiKeys;
import dev.baton.testkit.tts.Hearer.Service;
import dev.baton.tts.TtsSession;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients and server over real sockets, in real time; {@code SpeechFaultsTest} tries everything on virtual time. */
class LocalTtsServerTest {
    private static final String KEY = "k-0123456789";
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final EventLoops loops = EventLoops.create(1, "tts-test");
    private final EventLoop loop = loops.group().next();
    private final LocalTtsServer server =
            LocalTtsServer.builder().apiKeys(ApiKeys.exactly(KEY)).start();

    @AfterEach
    void close() {
        server.close();
        loops.close();
    }

    private <T> T onLoop(Callable<T> task) {
        return loop.submit(task).syncUninterruptibly().getNow();
    }

    private TtsSession open(Service service) {
        return onLoop(() -> service.voice(server.smallestUri(), server.cambUri(), KEY)
                .open(new NettySttTransport(loops, loop, ConnectionOptions.defaults())));
    }

    private Hearer heard(TtsSession session, String text) {
        var hearer = new Hearer();
        onLoop(() -> session.synthesize(text, hearer));
        await().atMost(LONGEST).until(() -> hearer.ends() > 0);
        return hearer;
    }

    @ParameterizedTest
    @EnumSource
    void text_isHeardOverASocketAndAgainOverAnotherOnceThatIsCut(Service service) {
        var session = open(service);

        assertThat(heard(session, "on wednesday please").words()).containsExactly("on", "wednesday", "please");
        assertThat(heard(session, "at nine").words()).containsExactly("at", "nine");
        assertThat(server.connections()).hasSize(1);
        server.cutConnections();
        await().atMost(LONGEST).until(() -> server.connections().size() == 2);
        assertThat(heard(session, "thank you").words()).containsExactly("thank", "you");

        loop.submit(session::close).syncUninterruptibly();
        await().atMost(LONGEST).until(() -> server.stats().openConnections() == 0);
    }
}
