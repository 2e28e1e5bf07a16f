package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.call.CallEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventPumpTest {
    private static final CallInfo INFO = CallInfo.of("c1", "test");
    private static final CallEvent STARTED = new CallEvent.Started(Duration.ZERO, INFO);
    private static final CallEvent ENDED = new CallEvent.Ended(
            Duration.ofSeconds(9),
            new CallSummary(INFO, EndReason.HANGUP, Duration.ofSeconds(9), 0, 0, 0, 0, 0, 0, "", List.of()));

    private final CallStory story = new CallStory();
    private final View view = new View();

    private static CallEvent interim(int number) {
        return new CallEvent.Interim(Duration.ofMillis(number), "word " + number);
    }

    @Test
    void events_areShownInOrderAndStoryKnowsThemFirst() throws Exception {
        view.mayGoOn.countDown();
        var pump = new EventPump(story, view);
        List.of(STARTED, interim(1), new CallEvent.FinalizeSent(Duration.ofMillis(2), 1), ENDED)
                .forEach(pump::onEvent);
        pump.awaitEnd();

        assertThat(view.shown)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Started", "Interim", "FinalizeSent", "Ended");
        assertThat(view.finalizesKnown).isEqualTo(1);
        assertThat(view.missed).hasValue(0);
        assertThat(story.summary()).isNotNull();
    }

    @Test
    void wireMessages_areShownAmongTheEventsOnTheCallsClock() throws Exception {
        view.mayGoOn.countDown();
        var pump = new EventPump(story, view);
        pump.onEvent(STARTED);
        pump.onWire(true, "{}");
        pump.onEvent(ENDED);
        pump.awaitEnd();

        assertThat(view.wire)
                .singleElement()
                .satisfies(at -> assertThat(at).isBetween(Duration.ZERO, Duration.ofSeconds(20)));
    }

    @Test
    void outputStandsStill_interimsGoFirstAndTheEndIsNeverLost() throws Exception {
        var pump = new EventPump(story, view);
        pump.onEvent(STARTED); // the view blocks in this one
        for (int i = 0; i < 20_000; i++) {
            pump.onEvent(interim(i));
        }
        for (int i = 1; i <= 10_000; i++) {
            pump.onEvent(new CallEvent.FinalizeSent(Duration.ofMillis(i), i));
        }
        pump.onEvent(ENDED);
        view.mayGoOn.countDown();
        pump.awaitEnd();

        int finalizes = story.finalizesSent();
        assertThat(finalizes).isBetween(4_000, 9_999);
        assertThat(view.shown).last().isSameAs(ENDED);
        assertThat(view.missed.get() + view.shown.size()).isEqualTo(2 + 20_000 + 10_000);
    }

    private static final class View implements CallView {
        private final List<CallEvent> shown = new CopyOnWriteArrayList<>();
        private final List<Duration> wire = new CopyOnWriteArrayList<>();
        private final AtomicLong missed = new AtomicLong();
        private final CountDownLatch mayGoOn = new CountDownLatch(1);
        private int finalizesKnown;

        @Override
        public void show(CallEvent event, CallStory soFar) {
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (event instanceof CallEvent.FinalizeSent) {
                finalizesKnown = soFar.finalizesSent();
            }
            shown.add(event);
        }

        @Override
        public void wire(Duration at, boolean sent, String text) {
            wire.add(at);
        }

        @Override
        public void missed(long events) {
            missed.set(events);
        }
    }
}
