package dev.baton.testkit.conformance;

import static dev.baton.testkit.conformance.Rig.require;

import dev.baton.stt.SttCapabilities.FinalizeAnswers;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttEvent.Word;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What is made of what the service says, good or bad. */
final class MessageChecks {
    private static final List<String> MALFORMED = List.of(
            "",
            "{",
            "[]",
            "null",
            "\u0000",
            "{\"a\":NaN}",
            "<html><body>Welcome</body></html>",
            "{\"type\":\"\ud800",
            "{\"a\":".repeat(100_000),
            "[".repeat(100_000) + "]".repeat(100_000),
            "{\"a\":" + "9".repeat(100_000),
            "{\"a\":\"" + "x".repeat(2 << 20));

    /** What stands in a refusal, with the key, as services do it. */
    private static final String BODY = "{\"error\":{\"message\":\"not with " + Rig.KEY + "\"}}";

    private final SttVendor vendor;

    MessageChecks(SttVendor vendor) {
        this.vendor = vendor;
    }

    List<SttCheck> all() {
        return List.of(
                new SttCheck(
                        "texts",
                        "interims and finals have their text; a final has its words and their times, in order",
                        this::texts),
                new SttCheck(
                        "finalize-answered",
                        "the final that answers a finalize is told as its answer, without words too, where the service marks it, and no other one is",
                        this::answers),
                new SttCheck(
                        "unknown",
                        "a message of an unknown kind becomes Unrecognized, and nothing breaks",
                        this::unknown),
                new SttCheck(
                        "malformed",
                        "broken, deep or oversized messages give one error each, and the session goes on or closes in order",
                        this::malformed),
                new SttCheck(
                        "own-messages-broken",
                        "whatever is missing or wrong in a message of the service's own, nothing is thrown, and later texts are heard or the session closes in order",
                        this::ownMessagesBroken),
                new SttCheck(
                        "complaint",
                        "what the service complains about is one error, in its words and without the key",
                        this::complains),
                new SttCheck(
                        "refusal-fatal",
                        "400, 401, 403, 404, a redirect and a page are one error that stays, then Closed, without the key",
                        this::refusesForGood),
                new SttCheck(
                        "refusal-passing",
                        "429, 500 and 503 are one error that may pass, with the time of Retry-After",
                        this::refusesForNow),
                new SttCheck(
                        "names", "name, address and text of the service are there, and without the key", this::names));
    }

    private void texts() {
        var silent = vendor.finalText("two pizzas", List.of(), false);
        var words = List.of(new Word("two", 480, 800, 0.9f), new Word("pizzas", 900, 1_300, 0.8f));
        var rig = Rig.ready(vendor);
        rig.speak(Duration.ofSeconds(2));
        var interim = vendor.interim("two piz");
        boolean interims = rig.service.capabilities().interims();
        require(
                interims == (interim != null),
                "capabilities() say interims=" + interims + ", the vendor's is " + interim);
        rig.says(interim);
        var spoken = vendor.finalText("two pizzas", words, false);
        boolean carriesWords = differs(spoken, silent, vendor.finalText("two pizzas", List.of(), false));
        rig.says(spoken);
        var told = rig.all(SttEvent.Interim.class).stream()
                .map(SttEvent.Interim::text)
                .toList();
        require(told.equals(interims ? List.of("two piz") : List.of()), "interims " + told);
        var finals = rig.all(SttEvent.Final.class);
        require(finals.size() == 1 && finals.get(0).text().equals("two pizzas"), "finals " + finals);
        var heard = finals.get(0).words();
        require(heard.size() == words.size() || (heard.isEmpty() && !carriesWords), "words " + heard + " of " + spoken);
        for (int i = 0; i < heard.size(); i++) {
            var word = heard.get(i);
            var said = words.get(i);
            require(
                    word.text().equals(said.text())
                            && word.startMillis() == said.startMillis()
                            && word.endMillis() == said.endMillis(),
                    "word " + word + " where the service said " + said);
        }
        require(!finals.get(0).last(), "a final in mid-stream says that it is the last");
    }

    private void unknown() {
        var message = vendor.unknown();
        var rig = Rig.ready(vendor);
        rig.says(message);
        var told = rig.all(SttEvent.Unrecognized.class);
        require(told.size() == 1, told.size() + " Unrecognized after " + message + ": " + rig.events);
        require(BrokenMessages.same(told.get(0).json(), message), "without its JSON, " + message + ": " + told);
        goesOn(rig);
        int end = message.lastIndexOf('}');
        for (var key : List.of(Rig.KEY, Rig.ESCAPED_KEY, Rig.PERCENT_ENCODED_KEY)) {
            if (end > 0) {
                var repeating = Rig.ready(vendor);
                repeating.says(
                        message.substring(0, end) + ",\"said\":\"not with " + key + "\"" + message.substring(end));
                repeating.requireNoKey();
                goesOn(repeating);
            }
        }
    }

    /** A request stays open until its answer is told as one. */
    private void answers() {
        var capabilities = Rig.ready(vendor).service.capabilities();
        boolean marks = capabilities.finalizes() && capabilities.finalizeAnswers() == FinalizeAnswers.MARKED;
        var other = vendor.finalText("two", List.of(), false);
        var answer = vendor.finalText("two", List.of(), true);
        if (differs(answer, other, vendor.finalText("two", List.of(), false))) {
            requireFinal("one", false); // it may be under way while the request is
            requireFinal("two", true);
        } else if (!marks && answer.equals(other)) {
            requireFinal("two", false);
        }
        if (marks) {
            requireFinal("", true);
        }
    }

    private void requireFinal(String text, boolean answers) {
        var rig = Rig.ready(vendor);
        rig.speak(Duration.ofSeconds(1));
        rig.session.finalizeTurn();
        var message = vendor.finalText(text, List.of(), answers);
        rig.says(message);
        var told = rig.all(SttEvent.Final.class);
        require(
                told.size() == 1
                        && told.get(0).text().equals(text)
                        && told.get(0).answersFinalize() == answers,
                "after " + message + ", which " + (answers ? "answers" : "does not answer") + " a finalize: " + told);
    }

    /**
     * Whether a message says something else than another one, and not only that it is a later one.
     *
     * @param again says the same as the other
     */
    private static boolean differs(String message, String other, String again) {
        return other.equals(again)
                ? !message.equals(other)
                : withoutNumbers(other).equals(withoutNumbers(again))
                        && !withoutNumbers(message).equals(withoutNumbers(other));
    }

    private static String withoutNumbers(String message) {
        return message.replaceAll("\\d+", "0");
    }

    private void ownMessagesBroken() {
        var words = List.of(new Word("two", 480, 800, 0.9f));
        for (var message : Stream.of(vendor.interim("two"), vendor.turnEnded())
                .filter(Objects::nonNull)
                .toList()) {
            broken(message, false);
        }
        broken(vendor.finalText("two", words, false), false);
        broken(vendor.finalText("two", words, true), false);
        broken(vendor.error("no such language"), false);
        var greeting = vendor.greeting();
        if (greeting != null) {
            broken(greeting, false);
            for (var message : BrokenMessages.of(greeting)) {
                var rig = new Rig(vendor);
                rig.network.service().onOpen();
                says(rig, message, shown(message));
                if (rig.all(SttEvent.Closed.class).isEmpty()) {
                    says(rig, greeting, shown(message));
                }
                goesOnOrCloses(rig, message, false);
            }
        }
        var last = vendor.last();
        if (last != null) {
            broken(last, true);
        }
    }

    /** @param isLast whether nothing needs to be heard after it, as long as it is understood */
    private void broken(String good, boolean isLast) {
        for (var message : BrokenMessages.of(good)) {
            var rig = Rig.ready(vendor);
            says(rig, message, shown(message));
            goesOnOrCloses(rig, message, isLast);
        }
    }

    private static String shown(String message) {
        return "after " + message + ": ";
    }

    private static void says(Rig rig, String message, String shown) {
        try {
            rig.says(message);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(shown + "the adapter threw " + e, e);
        }
    }

    private void goesOnOrCloses(Rig rig, String message, boolean isLast) {
        rig.network.pass(Duration.ofSeconds(10));
        if (rig.all(SttEvent.Closed.class).isEmpty()) {
            says(rig, vendor.finalText("still here", List.of(), false), shown(message));
        }
        var finals = rig.all(SttEvent.Final.class);
        if (finals.stream().noneMatch(each -> each.text().equals("still here"))) {
            boolean ended = isLast || finals.stream().anyMatch(SttEvent.Final::last);
            if (ended && rig.all(SttEvent.Closed.class).isEmpty()) {
                rig.closes(1000, "");
            }
            require(
                    !rig.all(SttEvent.Closed.class).isEmpty(),
                    shown(message) + "no text is heard any more: " + rig.events);
            rig.requireClosed();
        }
    }

    private void malformed() {
        for (var message : MALFORMED) {
            var rig = Rig.ready(vendor);
            var shown = "after " + message.length() + " characters, "
                    + message.substring(0, Math.min(20, message.length())) + ": ";
            says(rig, message, shown);
            var errors = rig.all(SttEvent.Error.class).size();
            require(errors == 1, shown + errors + " errors: " + (rig.events.size() < 5 ? rig.events : ""));
            rig.network.pass(Duration.ofSeconds(10));
            if (rig.all(SttEvent.Closed.class).isEmpty()) {
                goesOn(rig);
            } else {
                rig.requireClosed();
            }
        }
    }

    private void goesOn(Rig rig) {
        rig.says(vendor.finalText("still here", List.of(), false));
        require(!rig.all(SttEvent.Final.class).isEmpty(), "no text is heard any more: " + rig.events);
    }

    private void complains() {
        for (var key : List.of(Rig.KEY, Rig.ESCAPED_KEY, Rig.PERCENT_ENCODED_KEY)) {
            var rig = Rig.ready(vendor);
            // Written into the message, since its author may escape what he is given.
            rig.says(vendor.error("no such language for " + Rig.KEY).replace(Rig.KEY, key));
            var report = rig.requireOneError().reason().report();
            require(report.contains("no such language"), "not in the service's words: " + report);
        }
    }

    private void refusesForGood() {
        for (int status : new int[] {400, 401, 403, 404, 302}) {
            var error = refused(status, "", status == 302 ? "" : BODY);
            require(error.fatal(), "HTTP " + status + " is told as if it would pass");
        }
        require(
                refused(200, "", "<!DOCTYPE html><html><body>Please log in</body></html>")
                        .fatal(),
                "a page is told as if it would pass");
    }

    private void refusesForNow() {
        for (int status : new int[] {429, 500, 503}) {
            var error = refused(status, "7", BODY);
            require(!error.fatal(), "HTTP " + status + " is told as if it would stay");
            require(
                    error.retryAfter().equals(Duration.ofSeconds(7)),
                    "Retry-After 7 of HTTP " + status + " became " + error.retryAfter());
            require(refused(status, "", BODY).retryAfter().isZero(), "a Retry-After that nobody sent");
            refused(status, "soon, " + Rig.KEY, BODY);
        }
    }

    private SttEvent.Error refused(int status, String retryAfter, String body) {
        var rig = new Rig(vendor);
        rig.speak(Duration.ofSeconds(1));
        rig.network.service().onRefused(status, retryAfter, body);
        rig.network.pass(Duration.ofSeconds(10));
        var error = rig.requireOneError();
        require(!rig.requireClosed().asked(), "asked although HTTP " + status);
        require(rig.all(SttEvent.Ready.class).isEmpty(), "Ready although HTTP " + status);
        require(
                error.reason().report().contains(String.valueOf(status)),
                "HTTP " + status + " is not in " + error.reason().report());
        return error;
    }

    private void names() {
        var rig = Rig.ready(vendor);
        var service = rig.service;
        require(
                !service.name().isBlank() && !service.address().isBlank(),
                "name " + service.name() + ", address " + service.address());
        require(service.sampleRateHz() >= 8_000, "sampleRateHz()=" + service.sampleRateHz());
        require(!Rig.showsKey(service.name() + service.address() + service), "the key in " + service);
        require(!service.capabilities().settleTimeout().isZero(), "settleTimeout is zero");
        rig.requireNoKey();
    }
}
