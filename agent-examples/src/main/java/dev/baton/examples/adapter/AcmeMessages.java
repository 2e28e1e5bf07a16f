package dev.baton.examples.adapter;

import dev.baton.stt.SttMessage;
import dev.baton.stt.SttMessages;

/** What Acme's service and its clients say to each other, besides audio. */
final class AcmeMessages implements SttMessages {
    @Override
    public String finalizeRequest() {
        return "{\"t\":\"flush\"}";
    }

    @Override
    public String closeStream() {
        return "{\"t\":\"bye\"}";
    }

    @Override
    public boolean greets() {
        return true;
    }

    @Override
    public boolean announcesLast() {
        return true;
    }

    @Override
    public String kind(SttMessage message) {
        return message.text("t");
    }

    @Override
    public boolean read(SttMessage message, Told told) {
        switch (kind(message)) {
            case "hello" -> told.ready();
            case "text" -> text(message, told);
            case "error" -> {
                var code = message.text("code");
                boolean fatal = code.equals("auth") || code.equals("quota"); // neither passes by trying again
                told.complaint(message.text("msg") + " (" + code + ")", fatal);
            }
            case "bye" -> told.last();
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void text(SttMessage message, Told told) {
        var text = message.text("text");
        var words = message.words("words", "w", "from", "to");
        if (message.flag("final")) {
            told.finalText(text, words, message.flag("flushed"));
        } else {
            told.interim(text, words);
        }
    }
}
