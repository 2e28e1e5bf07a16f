package dev.baton.internal.stt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.stt.SmallestLightning;
import dev.baton.stt.SmallestLightningBuilder;
import dev.baton.stt.SmallestLightningBuilder.EndMessage;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttEvent.Word;
import dev.baton.stt.SttSession;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a Lightning stream sends and reads that Pulse's does not. */
class LightningStreamTest {
    private static final String HOST = "ws://127.0.0.1:9";
    private static final String LAST = """
            {"session_id":"sess_a1","transcript":"bye","full_transcript":"hello bye","is_final":true,"is_last":true,
             "language":"en","word_timestamps":[{"word":"bye","start":2.1,"end":2.4}]}""";

    private final HandDrivenTransport network = new HandDrivenTransport();
    private final List<SttEvent> events = new ArrayList<>();

    private SttSession open(String path, UnaryOperator<SmallestLightningBuilder> settings) {
        var builder = SmallestLightning.builder().url(URI.create(HOST + path));
        var session = settings.apply(builder).build().open(network, events::add);
        network.service.onOpen();
        return session;
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/lightning/get_text, end",
        "/waves/v1/lightning/get_text, finalize",
        "/speech/api/v1/lightning/get_text, end",
        "/somewhere/else, end",
        "'', end"
    })
    void endOfTheStream_isToldAsThatAddressTakesIt(String path, String type) {
        open(path, builder -> builder).closeStream();
        assertThat(network.sent).containsExactly("{\"type\":\"" + type + "\"}");
    }

    @ParameterizedTest
    @EnumSource
    void endMessage_winsOverTheAddress(EndMessage message) {
        open("/waves/v1/lightning/get_text", builder -> builder.endMessage(message))
                .closeStream();
        assertThat(network.sent)
                .containsExactly(
                        switch (message) {
                            case END -> "{\"type\":\"end\"}";
                            case FINALIZE -> "{\"type\":\"finalize\"}";
                            case CLOSE_STREAM -> "{\"type\":\"close_stream\"}";
                        });
    }

    /** It would end the stream on the later address. */
    @Test
    void finalizeTurn_sendsNothing() {
        open("/waves/v1/lightning/get_text", builder -> builder).finalizeTurn();
        assertThat(network.sent).isEmpty();
    }

    @Test
    void afterTheLastMessage_theClientCloses() {
        var session = open("", builder -> builder);
        session.closeStream();
        network.service.onText(LAST);
        assertThat(network.sent).endsWith("close 1000");
        network.service.onClosed(1000, "");
        assertThat(events)
                .endsWith(
                        new SttEvent.Final("bye", List.of(new Word("bye", 2100, 2400, null)), false, true),
                        new SttEvent.Closed(1000, "", true));
    }

    /** The end was taken for a flush: the text is there, and nobody waits for ever. */
    @Test
    void endWithoutALastMessage_keepsTheTextAndIsLeft() {
        var session = open("", builder -> builder);
        session.closeStream();
        network.service.onText(LAST.replace("\"is_last\":true", "\"is_last\":false"));
        network.passTime();
        assertThat(network.sent).endsWith("close 1000");
        network.service.onClosed(1000, "");
        assertThat(events).filteredOn(SttEvent.Final.class::isInstance).hasSize(1);
        assertThat(events).filteredOn(SttEvent.Error.class::isInstance).hasSize(1);
        assertThat(events).endsWith(new SttEvent.Closed(1000, "", true));
    }

    /** Nothing that was heard is lost where the server closes in order and leaves its last message out. */
    @Test
    void closeWithoutALastMessage_makesTheOpenInterimFinal() {
        var session = open("", builder -> builder);
        session.closeStream();
        network.service.onText("{\"transcript\":\"good bye\",\"is_final\":false,\"is_last\":false}");
        network.service.onClosed(1000, "");
        assertThat(events).contains(new SttEvent.Final("good bye", List.of(), false, false));
        assertThat(events).filteredOn(SttEvent.Error.class::isInstance).hasSize(1);
        assertThat(events).endsWith(new SttEvent.Closed(1000, "", true));
    }
}
