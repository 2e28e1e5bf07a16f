package dev.baton.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.internal.stt.HandDrivenTransport;
import dev.baton.stt.SttCapabilities.FinalizeAnswers;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketSttTest {
    private static final String KEY = "sk_0123456789";
    private static final URI ADDRESS = URI.create("wss://api.acme.example/stream");

    private final HandDrivenTransport network = new HandDrivenTransport();
    private final List<SttEvent> events = new ArrayList<>();

    /** Greets, and fails where it is asked to. */
    private static class Messages implements SttMessages {
        @Override
        public String begin() {
            return "{\"type\":\"begin\"}";
        }

        @Override
        public String finalizeRequest() {
            return "{\"type\":\"flush\"}";
        }

        @Override
        public String closeStream() {
            return "{\"type\":\"bye\"}";
        }

        @Override
        public boolean greets() {
            return true;
        }

        @Override
        public boolean announcesLast() {
            return true;
        }

        private String left = "so far";

        @Override
        public boolean read(SttMessage message, Told told) {
            switch (kind(message)) {
                case "hello" -> told.ready();
                case "interim" -> told.interim(message.text("text"), List.of());
                case "final" -> told.finalText(message.text("text"), List.of(), message.flag("flushed"));
                case "refused" -> told.complaint(message.text("text"), true);
                case "odd" -> throw new IllegalStateException("odd");
                case "digits" -> Integer.parseInt(message.text("text"));
                case "gone" -> told.event(new SttEvent.Closed(1000, "", true));
                case "left" -> left = message.text("text");
                case "bye" -> told.last();
                default -> {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void ended(Told told) {
            if (left.equals("broken")) {
                throw new IllegalStateException(left);
            }
            told.finalText(left, List.of(), false);
        }
    }

    private static WebSocketSttBuilder builder(String name, URI address) {
        return new WebSocketSttBuilder(name, address, Messages::new, Map.of("MY_ACME_API_KEY", KEY)::get);
    }

    private SttSession ready(SttListener listener) {
        var session = builder("acme", ADDRESS)
                .keyHeader("Authorization", "Token ")
                .apiKey(KEY)
                .build()
                .open(network, listener);
        network.service.onOpen();
        network.service.onText("{\"type\":\"hello\"}");
        return session;
    }

    private void says(String type, String text) {
        network.service.onText("{\"type\":\"" + type + "\",\"text\":\"" + text + "\"}");
    }

    @Test
    void keyInAHeader_isFromTheEnvironmentWhereNoneIsGiven() {
        var acme = builder("my-acme", ADDRESS).keyHeader("X-Key", "").build();

        assertThat(acme.header("X-Key")).isEqualTo(KEY);
        assertThat(acme.uri()).isEqualTo(ADDRESS);
        assertThat(acme.address()).isEqualTo(ADDRESS.toString());
        assertThat(acme.name()).isEqualTo("my-acme");
    }

    @Test
    void keyInTheAddress_isNotShown() {
        var acme = builder("acme", URI.create(ADDRESS + "?lang=de"))
                .keyParameter("key")
                .parameter("lang", "en")
                .parameter("sample_rate", "16000")
                .apiKey(KEY)
                .build();

        assertThat(acme.uri()).hasToString(ADDRESS + "?lang=de&sample_rate=16000&key=" + KEY);
        assertThat(acme + acme.address()).doesNotContain(KEY);
    }

    @Test
    void keyThatIsMissing_isAnErrorThatSaysWhereItWasLookedFor() {
        assertThatThrownBy(() -> builder("acme", ADDRESS).keyParameter("key").build())
                .isInstanceOfSatisfying(BatonException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.STT_KEY_MISSING);
                    assertThat(e.report()).contains("acme").contains("ACME_API_KEY");
                });
        assertThat(builder("acme", ADDRESS)
                        .keyParameter("key")
                        .keyVariable("MY_ACME_API_KEY")
                        .build()
                        .uri())
                .hasQuery("key=" + KEY);
    }

    @Test
    void serviceWithoutAKey_isAskedWithoutOne() {
        assertThat(builder("my-acme", ADDRESS).build().uri()).isEqualTo(ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.acme.example/stream", "/stream", "mailto:acme"})
    void addressThatIsNone_isRefused(String address) {
        assertThatThrownBy(() -> builder("acme", URI.create(address)).build())
                .isInstanceOfSatisfying(
                        BatonException.class, e -> assertThat(e.report()).contains("acme", "wss://"));
    }

    @Test
    void capabilities_areAsTheAdapterSays() {
        var acme = builder("acme", ADDRESS)
                .answers(FinalizeAnswers.MARKED)
                .keepAliveAfter(Duration.ofSeconds(8))
                .withoutInterims()
                .endsTurns(true)
                .build();

        assertThat(acme.capabilities())
                .isEqualTo(new SttCapabilities(
                        true,
                        FinalizeAnswers.MARKED,
                        Duration.ofMillis(300),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(8),
                        false,
                        true));
    }

    @Test
    void serviceWithoutAFinalizeMessage_finalizesByItself() {
        var acme = new WebSocketSttBuilder(
                        "acme",
                        ADDRESS,
                        () -> new SttMessages() {
                            @Override
                            public String closeStream() {
                                return "{\"type\":\"bye\"}";
                            }

                            @Override
                            public boolean read(SttMessage message, Told told) {
                                return false;
                            }
                        },
                        name -> null)
                .finalAfter(Duration.ofMillis(700))
                .build();
        assertThat(acme.capabilities().finalizes()).isFalse();
        assertThat(acme.capabilities().settleTimeout()).isEqualTo(Duration.ofMillis(1_700));

        var session = acme.open(network, events::add);
        network.service.onOpen();
        session.finalizeTurn();
        session.closeStream();
        assertThat(network.sent).containsExactly("{\"type\":\"bye\"}");
    }

    @Test
    void messagesThatCannotEndTheStream_areRefused() {
        var messages = new Messages() {
            @Override
            @SuppressWarnings("NullAway") // as one forgets it
            public String closeStream() {
                return null;
            }
        };
        var acme = new WebSocketSttBuilder("acme", ADDRESS, () -> messages, name -> null);
        assertThatThrownBy(acme::build).hasMessage("closeStream() of acme's messages is null");
    }

    @Test
    void firstMessage_comesBeforeTheGreetingAndTheAudio() {
        ready(events::add);

        assertThat(network.sent).containsExactly("{\"type\":\"begin\"}");
        assertThat(events).containsExactly(new SttEvent.Ready(ADDRESS.toString()));
    }

    @Test
    void texts_areTold_andFinalsWithoutWordsToo_sinceTheyMayBeAnswers() {
        ready(events::add);
        events.clear();
        says("interim", "");
        says("interim", " two ");
        says("final", "");
        says("final", "two \\ud800");
        network.service.onText("{\"type\":\"final\",\"text\":\"\",\"flushed\":true}");

        assertThat(events)
                .containsExactly(
                        new SttEvent.Interim("two", List.of()),
                        new SttEvent.Final("", List.of(), false, false),
                        new SttEvent.Final("two ?", List.of(), false, false),
                        new SttEvent.Final("", List.of(), true, false));
    }

    @Test
    void endOfTheStream_isToldWithWhatWasLeft() {
        ready(events::add).closeStream();
        events.clear();
        network.service.onText("{\"type\":\"bye\"}");
        network.service.onClosed(1000, "");

        assertThat(events)
                .containsExactly(
                        new SttEvent.Final("", List.of(), false, true),
                        new SttEvent.Final("so far", List.of(), false, false),
                        new SttEvent.Closed(1000, "", true));
    }

    @Test
    void complaint_isToldWithoutTheKey() {
        ready(events::add);
        says("refused", "no credit for " + KEY);

        var error = (SttEvent.Error) events.get(1);
        assertThat(error.fatal()).isTrue();
        assertThat(error.reason().code()).isEqualTo(ErrorCode.STT_REFUSED);
        assertThat(error.reason().report())
                .contains("acme reports: no credit for")
                .doesNotContain(KEY);
    }

    @Test
    void messagesThatNobodyKnows_areToldAsSuch() {
        ready(events::add);
        says("weather", "rain");

        assertThat(events).element(1).isInstanceOf(SttEvent.Unrecognized.class);
        assertThat(((SttEvent.Unrecognized) events.get(1)).type()).isEqualTo("weather");
    }

    @Test
    void adapterThatFails_isAnError_andTheSessionGoesOn() {
        ready(events::add);
        events.clear();
        network.service.onText("{");
        says("odd", "");
        says("final", "still here");

        assertThat(((SttEvent.Error) events.get(0)).reason().code()).isEqualTo(ErrorCode.STT_PROTOCOL);
        var failed = ((SttEvent.Error) events.get(1)).reason();
        assertThat(failed.report()).contains("adapter for acme", "IllegalStateException", "mend SttMessages.read");
        assertThat(events).last().isEqualTo(new SttEvent.Final("still here", List.of(), false, false));
    }

    @Test
    void adapterThatFails_isToldWithoutTheWordsThatItFailedAt() {
        ready(events::add);
        says("digits", "my card is four two");

        var failed = ((SttEvent.Error) events.get(1)).reason();
        assertThat(failed).hasStackTraceContaining("NumberFormatException");
        assertThat(failed).hasStackTraceContaining("WebSocketSttTest");
        assertThat(Throwables.getStackTrace(failed)).doesNotContain("four");
    }

    @Test
    void adapterThatFailsAtTheEnd_isAnErrorOfTheEnd() {
        ready(events::add).closeStream();
        says("left", "broken");
        network.service.onText("{\"type\":\"bye\"}");
        network.service.onClosed(1000, "");

        assertThat(events)
                .filteredOn(SttEvent.Error.class::isInstance)
                .singleElement()
                .satisfies(error -> assertThat(((SttEvent.Error) error).reason().report())
                        .contains("at the end of the stream", "mend SttMessages.ended")
                        .doesNotContain("goes on"));
        assertThat(events).last().isEqualTo(new SttEvent.Closed(1000, "", true));
    }

    @Test
    void eventsOfTheSessionsOwn_areNotTheAdaptersToTell() {
        ready(events::add);
        says("gone", "");

        assertThat(events).noneMatch(SttEvent.Closed.class::isInstance);
        assertThat(events).last().isInstanceOf(SttEvent.Error.class);
    }

    @Test
    void partsOfAnAddressThatWasGivenAsAWhole_areRefused() {
        assertThatThrownBy(() -> builder("acme", ADDRESS).host("eu.acme.example"))
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("host=eu.acme.example");
        assertThatThrownBy(() -> builder("acme", ADDRESS).pathPrefix("/v2"))
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("pathPrefix=/v2");
    }

    @Test
    void keyOfTheAddress_isKeptOutOfTextsBesideTheOther() {
        var acme = builder("my-acme", URI.create(ADDRESS + "?key=sk_of_the_address"))
                .keyParameter("key")
                .build();
        acme.open(network, events::add);
        network.service.onOpen();
        says("hello", "");
        says("refused", "no credit for sk_of_the_address, nor for " + KEY);

        assertThat(((SttEvent.Error) events.get(1)).reason().report()).contains("no credit for [key], nor for [key]");
    }

    @Test
    void listenerThatFails_isNotTheAdaptersFault() {
        var told = new ArrayList<SttEvent>();
        ready(event -> {
            told.add(event);
            if (event instanceof SttEvent.Interim) {
                throw new IllegalStateException("the listener's own");
            }
        });

        assertThatThrownBy(() -> says("interim", "two")).hasMessage("the listener's own");
        assertThat(told).hasSize(2).noneMatch(SttEvent.Error.class::isInstance);
    }

    @Test
    void taughtMessage_isReadByItsParser() {
        record Weather(@Nullable String forecast) implements SttEvent.Extension {}
        builder("acme", ADDRESS)
                .event("weather", json -> new Weather(json.contains("rain") ? "rain" : null))
                .build()
                .open(network, events::add);
        network.service.onOpen();
        says("hello", "");
        says("weather", "rain");

        assertThat(events).last().isEqualTo(new Weather("rain"));
    }
}
