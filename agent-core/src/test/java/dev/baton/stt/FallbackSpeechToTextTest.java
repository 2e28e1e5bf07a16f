package dev.baton.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.SttCapabilities.FinalizeAnswers;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FallbackSpeechToTextTest {
    private static final SttTransport NOWHERE = new SttTransport() {
        @Override
        public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
            throw new AssertionError("these services need no network");
        }
    };

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may overflow
    private final ByHand first = new ByHand("first", 16_000, FinalizeAnswers.MARKED);
    private final ByHand second = new ByHand("second", 16_000, FinalizeAnswers.BY_AUDIO);
    private final FallbackSpeechToText both = FallbackSpeechToText.of(Duration.ofSeconds(30), now::get, first, second);
    private final List<SttEvent> heard = new ArrayList<>();

    /** A service whose sessions the test plays. */
    private static final class ByHand implements SpeechToText {
        private final String name;
        private final int rate;
        private final FinalizeAnswers answers;
        final List<SttListener> sessions = new ArrayList<>();
        boolean throwsAtOpen;

        ByHand(String name, int rate, FinalizeAnswers answers) {
            this.name = name;
            this.rate = rate;
            this.answers = answers;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String address() {
            return "wss://" + name;
        }

        @Override
        public SttCapabilities capabilities() {
            boolean slow = name.equals("second");
            return new SttCapabilities(true, answers, Duration.ofMillis(slow ? 300 : 150), Duration.ofSeconds(1));
        }

        @Override
        public int sampleRateHz() {
            return rate;
        }

        @Override
        public SttSession open(SttTransport transport, SttListener listener) {
            if (throwsAtOpen) {
                throw new IllegalStateException("cannot open");
            }
            sessions.add(listener);
            return new SttSession() {
                @Override
                public void audio(short[] samples, int offset, int length) {}

                @Override
                public void finalizeTurn() {}

                @Override
                public void closeStream() {}

                @Override
                public void abort() {
                    listener.onEvent(new SttEvent.Closed(1006, "aborted", true));
                }
            };
        }

        private SttListener session() {
            return sessions.get(sessions.size() - 1);
        }

        void says() {
            session().onEvent(new SttEvent.Final("yes", List.of(), false, false));
        }

        void breaks(Duration retryAfter) {
            session().onEvent(new SttEvent.Error(problem(ErrorCode.STT_LOST), false, retryAfter));
            session().onEvent(new SttEvent.Closed(1006, "", false));
        }

        void refuses() {
            session().onEvent(new SttEvent.Error(problem(ErrorCode.STT_KEY_REFUSED), true));
            session().onEvent(new SttEvent.Closed(1006, "", false));
        }

        private BatonException problem(ErrorCode code) {
            return new BatonException(code, name + " has a problem", "", "");
        }
    }

    private SttSession open() {
        return both.open(NOWHERE, heard::add);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void assertOpened(int firstTimes, int secondTimes) {
        assertThat(List.of(first.sessions.size(), second.sessions.size())).containsExactly(firstTimes, secondTimes);
    }

    @Test
    void trusted_isTheFirst() {
        open();
        open();
        assertOpened(2, 0);
    }

    @Test
    void firstThatCannotBeReached_isFollowedByTheSecondInTheSameCall() {
        open();
        first.breaks(Duration.ZERO);
        open();
        assertOpened(1, 1);
    }

    @Test
    void connectionLostThatHadWorked_returnsToTheSameService() {
        open();
        first.says();
        first.breaks(Duration.ZERO);
        open();
        assertOpened(2, 0);
    }

    @Test
    void connectionLostTwiceInShort_isLeftForTheSecond() {
        open();
        first.says();
        first.breaks(Duration.ZERO);
        open();
        first.breaks(Duration.ZERO);
        open();
        assertOpened(2, 1);
    }

    @Test
    void failureOfLongAgo_isForgotten() {
        open();
        first.breaks(Duration.ZERO);
        pass(Duration.ofSeconds(29));
        open();
        assertOpened(1, 1);

        pass(Duration.ofSeconds(2));
        open();
        assertOpened(2, 1);
    }

    @Test
    void manyCallsThatSawTheSameOutage_doNotBanTheServiceForLong() {
        for (int call = 0; call < 1_000; call++) {
            first.sessions.clear();
            open();
            if (!first.sessions.isEmpty()) {
                first.breaks(Duration.ZERO);
            }
            second.sessions.clear();
            var lost = new ArrayList<SttEvent>();
            both.open(NOWHERE, lost::add);
        }
        pass(Duration.ofSeconds(100));
        first.sessions.clear();
        open();
        assertThat(first.sessions).hasSize(1);
    }

    @Test
    void serviceThatAskedForTime_isLeftAloneForSoLong() {
        open();
        first.breaks(Duration.ofMinutes(5));
        pass(Duration.ofMinutes(4));
        open();
        assertOpened(1, 1);
        pass(Duration.ofMinutes(2));
        open();
        assertOpened(2, 1);
    }

    @Test
    void serviceThatAskedForTime_isLeftAloneThoughItsOtherSessionsWork() {
        open();
        open();
        var full = first.sessions.get(1);
        full.onEvent(new SttEvent.Error(first.problem(ErrorCode.STT_BUSY), false, Duration.ofSeconds(60)));
        full.onEvent(new SttEvent.Closed(1006, "", false));
        first.sessions.get(0).onEvent(new SttEvent.Interim("ye", List.of()));
        open();
        assertOpened(2, 1);
    }

    @Test
    void serviceThatThrows_isFollowedByTheNextAtOnce() {
        first.throwsAtOpen = true;
        open();
        assertOpened(0, 1);
        first.throwsAtOpen = false;
        open();
        assertOpened(0, 2); // and it is remembered
    }

    @Test
    void allServicesThrow_isTheCallersToKnow() {
        first.throwsAtOpen = true;
        second.throwsAtOpen = true;
        assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void serviceThatWorkedAgain_isTrustedAtOnce() {
        open();
        open();
        first.sessions.get(0).onEvent(new SttEvent.Closed(1006, "", false));
        first.sessions.get(1).onEvent(new SttEvent.Interim("ye", List.of()));
        open();
        assertOpened(3, 0);
    }

    @Test
    void bothFailed_theLessDoubtfulIsTried() {
        open();
        first.breaks(Duration.ZERO);
        pass(Duration.ofSeconds(10));
        open();
        second.breaks(Duration.ZERO);
        open();
        assertOpened(2, 1);
    }

    @Test
    void refusalByOne_isNotFatal() {
        open();
        first.refuses();
        assertThat(heard.get(0)).isInstanceOfSatisfying(SttEvent.Error.class, error -> {
            assertThat(error.fatal()).isFalse();
            assertThat(error.reason()).hasMessageContaining("first");
        });
        open();
        assertOpened(1, 1);
    }

    @Test
    void refusalByAll_isFatal() {
        open();
        first.refuses();
        open();
        second.refuses();
        assertThat(((SttEvent.Error) heard.get(2)).fatal()).isTrue();
    }

    @Test
    void serviceThatSaysNothing_countsAsFailed() {
        open().abandon();
        open();
        assertOpened(1, 1);
    }

    @Test
    void callThatEnds_saysNothingAboutTheService() {
        open().abort();
        open();
        assertOpened(2, 0);
    }

    @Test
    void capabilities_areWhatCanBeReliedUponInAnyCase() {
        assertThat(both.capabilities())
                .isEqualTo(new SttCapabilities(
                        true, FinalizeAnswers.BY_AUDIO, Duration.ofMillis(300), Duration.ofSeconds(1)));
        assertThat(both.name()).isEqualTo("first, else second");
        assertThat(both.address()).isEqualTo("wss://first, else wss://second");
    }

    @Test
    void differentRates_areRefused() {
        var narrow = new ByHand("narrow", 8_000, FinalizeAnswers.MARKED);
        assertThatThrownBy(() -> FallbackSpeechToText.of(first, narrow))
                .isInstanceOfSatisfying(BatonException.class, reason -> {
                    assertThat(reason.code()).isEqualTo(ErrorCode.SETTING_CONTRADICTION);
                    assertThat(reason.report()).contains("first at 16000 Hz, narrow at 8000 Hz");
                });
    }

    @Test
    void halfLifeOutOfRange_isRefused() {
        assertThatThrownBy(() -> FallbackSpeechToText.of(Duration.ZERO, first, second))
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("halfLife");
    }
}
