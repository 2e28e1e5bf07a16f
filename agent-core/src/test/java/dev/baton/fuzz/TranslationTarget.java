package dev.baton.fuzz;

import dev.baton.stt.SttEvent;
import dev.baton.translate.SpeechTranslator;
import dev.baton.translate.TranslationEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A whole translation session without a network: broken refusals, texts, audio of any bytes, reasons of a close. */
public final class TranslationTarget implements FuzzTarget {
    private static final int MOST_MESSAGES = 6;

    private final SpeechTranslator translator;
    private final Mutator messages;
    private final Mutator answers = new Mutator(Samples.REFUSALS);

    /** @param translator with {@link Samples#KEY} */
    public TranslationTarget(SpeechTranslator translator, List<byte[]> messages) {
        this.translator = translator;
        this.messages = new Mutator(messages);
    }

    @Override
    public void feed(SplittableRandom random, Input shown) {
        var events = new ArrayList<TranslationEvent>();
        var network = new Network();
        var session = translator.open(network, events::add);
        if (random.nextInt(4) == 0) {
            var body = answers.nextText(random);
            shown.is(body);
            network.listener().onRefused(400 + random.nextInt(120), answers.nextText(random), body);
        } else {
            network.listener().onOpen();
            for (int count = random.nextInt(MOST_MESSAGES); count > 0; count--) {
                if (random.nextInt(3) == 0) {
                    network.listener().onBinary(ByteBuffer.wrap(messages.next(random)));
                } else {
                    var text = messages.nextText(random);
                    shown.is(text);
                    network.listener().onText(text);
                }
                if (random.nextInt(4) == 0) {
                    session.audio(new short[5_000], 0, random.nextInt(5_000));
                }
                if (random.nextInt(6) == 0) {
                    session.finish();
                }
            }
            var reason = new String(answers.next(random), StandardCharsets.UTF_8);
            shown.is(reason);
            network.listener().onClosed(random.nextInt(1000, 5000), reason.substring(0, Math.min(reason.length(), 40)));
        }
        events.forEach(TranslationTarget::check);
        long closed = events.stream()
                .filter(TranslationEvent.Closed.class::isInstance)
                .count();
        if (closed != 1 || !(events.get(events.size() - 1) instanceof TranslationEvent.Closed)) {
            throw new AssertionError("not closed once and last: " + events);
        }
    }

    private static void check(TranslationEvent event) {
        if (event instanceof TranslationEvent.Error error) {
            EventRules.checkWithoutKey(new SttEvent.Error(error.reason(), error.fatal(), error.retryAfter()));
        } else if (event instanceof TranslationEvent.Closed closed) {
            EventRules.checkWithoutKey(new SttEvent.Closed(closed.code(), closed.reason(), closed.asked()));
        } else if (event instanceof TranslationEvent.Text text) {
            EventRules.check(new SttEvent.Final(text.text(), List.of(), false, false));
        } else if (event instanceof TranslationEvent.SourceText text) {
            EventRules.check(new SttEvent.Final(text.text(), List.of(), false, false));
        } else if (event instanceof TranslationEvent.TextDelta delta) {
            EventRules.check(new SttEvent.Final(delta.text() + delta.soFar(), List.of(), false, false));
        } else if (event instanceof TranslationEvent.SourceTextDelta delta) {
            EventRules.check(new SttEvent.Final(delta.text() + delta.soFar(), List.of(), false, false));
        } else if (event instanceof TranslationEvent.Audio audio && audio.samples().length == 0) {
            throw new AssertionError("audio without a sample");
        }
    }
}
