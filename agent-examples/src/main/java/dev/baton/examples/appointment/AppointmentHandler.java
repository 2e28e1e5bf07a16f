package dev.baton.examples.appointment;

import dev.baton.agent.CallInfo;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.turn.Utterance;
import java.time.Duration;

/**
 * Books an appointment: asks for a day, a time and a telephone number, reads the number back, takes corrections, and says good-bye.
 *
 * <p>One instance serves one call, so that it may keep the slots in fields: {@code VoiceAgent.builder().turnHandlers(AppointmentHandler::new)}. What was not
 * understood is asked again.
 */
public final class AppointmentHandler implements TurnHandler {
    /** People dictate a number in groups; after any other question they would find this wait long. */
    public static final Duration DICTATION_PATIENCE = Duration.ofMillis(1200);

    private static final int SHORTEST_NUMBER = 7;

    private final Duration dictationPatience;
    private Question question = Question.DAY;
    private String day = "";
    private String time = "";
    private String number = "";

    private enum Question {
        DAY("Which day suits you?"),
        TIME("At what time?"),
        NUMBER("And your telephone number?"),
        CONFIRMATION("Is that right?"),
        MORE("Anything else?"),
        FAREWELL("Good bye.");

        private final String text;

        Question(String text) {
            this.text = text;
        }
    }

    public AppointmentHandler() {
        this(DICTATION_PATIENCE);
    }

    /** @param dictationPatience how long the caller may pause inside the telephone number */
    public AppointmentHandler(Duration dictationPatience) {
        this.dictationPatience = dictationPatience;
    }

    @Override
    public void onCallStarted(CallInfo call, Reply reply) {
        // One text: nothing is in the voice's cache yet, and a gap between two would invite the caller to speak.
        reply.say("Good morning. " + Question.DAY.text);
    }

    @Override
    public void onUtterance(Utterance utterance, Reply reply) {
        var words = SpokenWords.of(utterance.text());
        switch (question) {
            case DAY -> hearDay(words, reply);
            case TIME -> hearTime(words, reply);
            case NUMBER -> hearNumber(words, reply);
            case CONFIRMATION -> hearConfirmation(words, reply);
            case MORE -> hearMore(words, reply);
            case FAREWELL -> reply.say(Question.FAREWELL.text).endCall();
        }
    }

    private void hearDay(SpokenWords words, Reply reply) {
        day = words.day();
        if (day.isEmpty()) {
            askAgain(reply);
        } else {
            reply.say(day + ".");
            ask(Question.TIME, reply);
        }
    }

    private void hearTime(SpokenWords words, Reply reply) {
        time = words.time();
        if (time.isEmpty()) {
            askAgain(reply);
        } else {
            ask(Question.NUMBER, reply);
        }
    }

    private void hearNumber(SpokenWords words, Reply reply) {
        number += words.digits();
        if (number.isEmpty()) {
            askAgain(reply);
        } else if (number.length() < SHORTEST_NUMBER) {
            reply.patience(dictationPatience).say("And the rest?");
        } else {
            readBack(reply);
        }
    }

    /** Digits correct the end of the number, as many as were said: "no no one three". */
    private void hearConfirmation(SpokenWords words, Reply reply) {
        String digits = words.digits();
        if (!digits.isEmpty()) {
            int kept = Math.max(0, number.length() - digits.length());
            number = number.substring(0, kept) + digits;
            readBack(reply);
        } else if (words.refuses()) {
            number = "";
            ask(Question.NUMBER, reply);
        } else if (words.agrees()) {
            reply.say("Booked: " + day + " at " + time + ",").say("number " + spelled(number) + ".");
            ask(Question.MORE, reply);
        } else {
            askAgain(reply);
        }
    }

    private void hearMore(SpokenWords words, Reply reply) {
        if (words.refuses() || words.takesLeave()) {
            reply.say("Thank you for calling.");
            ask(Question.FAREWELL, reply);
        } else if (words.agrees()) {
            number = "";
            ask(Question.DAY, reply);
        } else {
            askAgain(reply);
        }
    }

    private void readBack(Reply reply) {
        reply.say("So that is " + spelled(number) + ".");
        ask(Question.CONFIRMATION, reply);
    }

    private void askAgain(Reply reply) {
        reply.say("Sorry, I did not understand.");
        ask(question, reply);
    }

    private void ask(Question next, Reply reply) {
        question = next;
        if (next == Question.NUMBER) {
            reply.patience(dictationPatience);
        }
        reply.say(next.text);
    }

    /** Digit by digit, as people read a number out. */
    private static String spelled(String digits) {
        return String.join(" ", digits.split(""));
    }
}
