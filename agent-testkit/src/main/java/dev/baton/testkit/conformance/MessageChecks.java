package dev.baton.testkit.conformance;

import static dev.baton.testkit.conformance.Rig.require;

import dev.baton.stt.SttEvent;
import dev.baton.stt.SttEvent.Word;
import java.time.Duration;
import java.util.List;

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
                        "unknown",
                        "a message of an unknown kind becomes Unrecognized, and nothing breaks",
                        this::unknown),
                new SttCheck(
                        "malformed",
                        "broken, deep or oversized messages give one error each, and the session goes on or closes in order",
                        this::malformed),
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
        var words = List.of(new Word("two", 480, 800, 0.9f), new Word("pizzas", 900, 1_300, 0.8f));
        var rig = Rig.ready(vendor);
        rig.speak(Duration.ofSeconds(2));
        rig.says(vendor.interim("two piz"));
        rig.says(vendor.finalText("two pizzas", words, false));
        var interims = rig.all(SttEvent.Interim.class);
        require(interims.size() == 1 && interims.get(0).text().equals("two piz"), "interims " + interims);
        var finals = rig.all(SttEvent.Final.class);
        require(finals.size() == 1 && finals.get(0).text().equals("two pizzas"), "finals " + finals);
        var heard = finals.get(0).words();
        require(heard.isEmpty() || heard.size() == 2, "words " + heard);
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
        var rig = Rig.ready(vendor);
        var message = "{\"type\":\"conformance_unknown\",\"value\":[1,{\"a\":null}]}";
        rig.says(message);
        var told = rig.all(SttEvent.Unrecognized.class);
        require(told.size() == 1, told.size() + " Unrecognized: " + rig.events);
        require(told.get(0).json().contains("conformance_unknown"), "without its JSON: " + told);
        goesOn(rig);
    }

    private void malformed() {
        for (var message : MALFORMED) {
            var rig = Rig.ready(vendor);
            var shown = "after " + message.length() + " characters, "
                    + message.substring(0, Math.min(20, message.length())) + ": ";
            try {
                rig.says(message);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(shown + "the adapter threw " + e, e);
            }
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
        var rig = Rig.ready(vendor);
        rig.says(vendor.error("no such language for " + Rig.KEY));
        var report = rig.requireOneError().reason().report();
        require(report.contains("no such language"), "not in the service's words: " + report);
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
        require(!(service.name() + service.address() + service).contains(Rig.KEY), "the key in " + service);
        require(!service.capabilities().settleTimeout().isZero(), "settleTimeout is zero");
        rig.requireNoKey();
    }
}
