package dev.baton.testkit.conformance;

import static dev.baton.testkit.conformance.Rig.require;

import dev.baton.stt.SttEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** How a session begins and ends, and that it keeps to itself. */
final class LifecycleChecks {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final SttVendor vendor;

    LifecycleChecks(SttVendor vendor) {
        this.vendor = vendor;
    }

    List<SttCheck> all() {
        return List.of(
                new SttCheck(
                        "quiet-until-open",
                        "open() connects once and says nothing before it has returned",
                        this::quiet),
                new SttCheck(
                        "ready-once",
                        "Ready comes once the service listens, exactly once, before any text",
                        this::ready),
                new SttCheck(
                        "greeting-bounded",
                        "a service that greets and never does is left within two minutes: one error, then Closed, not asked",
                        this::greetingIsBounded),
                new SttCheck(
                        "ends-in-order",
                        "after closeStream() and the service's last words comes one Closed, asked, and no error",
                        this::endsInOrder),
                new SttCheck(
                        "close-once",
                        "closeStream() is sent once and last; nothing is sent after it",
                        this::closesOnce),
                new SttCheck(
                        "early-close",
                        "closeStream() before Ready loses no audio: all of it is sent once the service listens, then the end of the stream, once",
                        this::closesEarly),
                new SttCheck(
                        "close-bounded",
                        "a service that never answers the end of the stream is left",
                        this::closeIsBounded),
                new SttCheck(
                        "unasked-close",
                        "an end that we did not ask for, whatever its code, is one error that may pass, then Closed, not asked",
                        this::unasked),
                new SttCheck("closed-is-over", "after Closed all methods do nothing", this::over),
                new SttCheck(
                        "abort",
                        "abort() cuts at once; nothing but Closed is heard of it, before or after open",
                        this::aborts),
                new SttCheck(
                        "sessions-apart", "two sessions of one service share nothing but its settings", this::apart),
                new SttCheck("own-loop", "a session works on its call's event loop alone", this::ownLoop));
    }

    private void quiet() {
        var rig = new Rig(vendor);
        require(rig.heardInOpen == 0, "heard in open(): " + rig.events);
        require(rig.network.connects == 1, rig.network.connects + " connections");
        require(rig.events.isEmpty(), "heard before the network opened: " + rig.events);
    }

    private void ready() {
        greeted();
        var rig = Rig.ready(vendor);
        var interim = vendor.interim("two");
        rig.says(interim == null ? vendor.finalText("two", List.of(), false) : interim);
        int ready = rig.all(SttEvent.Ready.class).size();
        require(
                ready > 0 || vendor.greeting() != null,
                "never Ready; the vendor of a service that greets has a greeting()");
        require(ready == 1, "Ready not once: " + rig.events);
        require(rig.events.get(0) instanceof SttEvent.Ready, "first was " + rig.events.get(0));
        require(rig.session.isWritable(), "not writable although ready");
    }

    /** The upgrade of a service that greets says nothing yet, and its greeting counts once. */
    private void greeted() {
        var greeting = vendor.greeting();
        if (greeting != null) {
            var rig = new Rig(vendor);
            rig.network.service().onOpen();
            rig.speak(SECOND);
            require(rig.all(SttEvent.Ready.class).isEmpty(), "Ready before the greeting: " + rig.events);
            require(rig.sent(Received.Audio.class) == 0, "audio sent before the greeting");
            rig.says(greeting);
            rig.says(greeting);
            int times = rig.all(SttEvent.Ready.class).size();
            require(times == 1, "Ready " + times + " times after two greetings: " + rig.events);
        }
    }

    private void greetingIsBounded() {
        if (vendor.greeting() != null) {
            var rig = new Rig(vendor);
            rig.network.service().onOpen();
            rig.speak(SECOND);
            rig.network.pass(LONGEST_WAIT);
            require(rig.network.aborts + rig.network.closes > 0, "the connection was left standing");
            rig.requireOneError();
            require(!rig.requireClosed().asked(), "asked although the service never greeted: " + rig.events);
        }
    }

    private void closesEarly() {
        var rig = new Rig(vendor);
        rig.speak(SECOND);
        rig.session.closeStream();
        require(rig.network.sent.isEmpty(), "sent before the network opened: " + rig.network.sent);
        rig.becomeReady();
        rig.requireAllHeard();
        rig.requireSent(Received.CloseStream.class, 1);
        var latest = rig.network.sent.get(rig.network.sent.size() - 1);
        require(latest instanceof Received.CloseStream, "the latest message was " + latest);
        rig.answersTheEnd();
        require(rig.requireClosed().asked(), "Closed says that nobody asked: " + rig.events);
    }

    private void endsInOrder() {
        var rig = Rig.ready(vendor);
        rig.speak(SECOND);
        rig.session.closeStream();
        rig.says(vendor.finalText("two", List.of(), false));
        rig.answersTheEnd();
        require(rig.requireClosed().asked(), "Closed says that nobody asked: " + rig.events);
        require(rig.all(SttEvent.Error.class).isEmpty(), "an error: " + rig.events);
        require(
                rig.all(SttEvent.Final.class).stream()
                        .anyMatch(each -> each.text().equals("two")),
                "the last words are missing: " + rig.events);
    }

    private void closesOnce() {
        var rig = Rig.ready(vendor);
        rig.speak(SECOND);
        rig.session.closeStream();
        int sent = rig.network.sent.size();
        rig.session.closeStream();
        rig.session.audio(new short[rig.samples(SECOND)], 0, rig.samples(SECOND));
        rig.session.finalizeTurn();
        int silence = rig.session.keepAlive();
        require(silence == 0, "keepAlive() says " + silence + " samples after the end of the stream");
        rig.requireSent(Received.CloseStream.class, 1);
        require(
                rig.network.sent.size() == sent,
                "sent after the end of the stream: " + rig.network.sent.subList(sent, rig.network.sent.size()));
    }

    private void closeIsBounded() {
        var rig = Rig.ready(vendor);
        rig.session.closeStream();
        rig.network.pass(LONGEST_WAIT);
        rig.requireClosed();
        require(!rig.all(SttEvent.Error.class).isEmpty(), "closed without a word about it: " + rig.events);
    }

    private void unasked() {
        for (int code : new int[] {1000, 1001, 1006, 1011}) {
            var rig = Rig.ready(vendor);
            rig.speak(SECOND);
            rig.closes(code, "going");
            requireOutage(rig, "after close " + code);
        }
        for (var key : List.of(Rig.KEY, Rig.ESCAPED_KEY, Rig.PERCENT_ENCODED_KEY)) {
            var closed = Rig.ready(vendor);
            closed.closes(1011, "going, " + key);
            requireOutage(closed, "after close 1011");
            var failed = new Rig(vendor);
            var cause = new IOException("no way to ws://127.0.0.1:9/live?token=" + key);
            failed.network.service().onFailed(new IOException("no route with " + key, cause));
            failed.network.pass(Duration.ZERO);
            requireOutage(failed, "although the network failed");
        }
        lastUnasked();
    }

    /** The service's last message does not make an end of the stream that we never told of. */
    private void lastUnasked() {
        var last = vendor.last();
        if (last != null) {
            var rig = Rig.ready(vendor);
            rig.speak(SECOND);
            rig.says(last);
            if (rig.network.closes + rig.network.aborts == 0) {
                rig.closes(1000, "");
            }
            rig.network.pass(SECOND);
            requireOutage(rig, "after the service's last message, unasked, and close 1000");
        }
    }

    /** Told as something that may pass. */
    private static void requireOutage(Rig rig, String when) {
        var error = rig.requireOneError();
        require(!error.fatal(), "fatal " + when + ": " + error);
        require(!rig.requireClosed().asked(), "asked " + when);
    }

    private void over() {
        var rig = Rig.ready(vendor);
        rig.closes(1006, "");
        int events = rig.events.size();
        int sent = rig.network.sent.size();
        rig.session.audio(new short[rig.samples(SECOND)], 0, rig.samples(SECOND));
        rig.session.finalizeTurn();
        require(rig.session.keepAlive() == 0, "keepAlive() sends after Closed");
        rig.session.closeStream();
        rig.session.abort();
        rig.session.abandon();
        rig.network.pass(LONGEST_WAIT);
        require(!rig.session.isWritable(), "writable after Closed");
        require(rig.events.size() == events, "heard after Closed: " + rig.events);
        require(rig.network.sent.size() == sent, "sent after Closed: " + rig.network.sent);
    }

    private void aborts() {
        for (boolean open : new boolean[] {false, true}) {
            var rig = new Rig(vendor);
            if (open) {
                rig.becomeReady();
            }
            rig.speak(SECOND);
            int sent = rig.network.sent.size();
            rig.session.abort();
            require(rig.network.aborts + rig.network.closes > 0, "the connection was left standing, open=" + open);
            require(rig.network.sent.size() == sent, "sent in abort(): " + rig.network.sent);
            rig.network.service().onText(vendor.finalText("late", List.of(), false));
            rig.network.pass(LONGEST_WAIT);
            rig.requireClosed();
            require(
                    rig.all(SttEvent.Error.class).isEmpty()
                            && rig.all(SttEvent.Final.class).isEmpty(),
                    "heard of an aborted session: " + rig.events);
        }
    }

    private void apart() {
        var one = Rig.ready(vendor);
        var other = new Rig(vendor, one.service, 1_000_000);
        other.becomeReady();
        for (int i = 0; i < 50; i++) {
            one.speak(Duration.ofMillis(30));
            other.speak(Duration.ofMillis(20));
        }
        one.session.finalizeTurn();
        require(other.sent(Received.Finalize.class) == 0, "one session's finalize went out on the other's connection");
        one.says(vendor.finalText("one", List.of(), false));
        require(other.all(SttEvent.Final.class).isEmpty(), "one session's text was heard by the other");
        one.session.closeStream();
        one.answersTheEnd();
        other.speak(SECOND);
        other.says(vendor.finalText("other", List.of(), false));
        require(!other.all(SttEvent.Final.class).isEmpty(), "the end of one session ended the other");
        other.session.closeStream();
        one.requireAllHeard();
        other.requireAllHeard();
    }

    private void ownLoop() {
        var rig = Rig.ready(vendor);
        rig.speak(SECOND);
        rig.session.finalizeTurn();
        rig.says(vendor.finalText("two", List.of(), true));
        // Whoever works elsewhere needs a moment to be seen.
        long until = System.nanoTime() + 2_000_000_000L;
        while (rig.all(SttEvent.Final.class).isEmpty()
                && rig.network.foreignThreads.isEmpty()
                && System.nanoTime() < until) {
            LockSupport.parkNanos(1_000_000);
        }
        require(rig.network.foreignThreads.isEmpty(), String.valueOf(rig.network.foreignThreads));
        require(!rig.all(SttEvent.Final.class).isEmpty(), "the text never came");
    }
}
