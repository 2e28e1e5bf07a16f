package dev.baton.stt;

import java.util.List;

/** A JSON object that a service has sent. What is missing, or is not of the type that is asked for, is empty: whatever was sent, nothing here throws. Immutable. */
public interface SttMessage {
    /** Text, or empty. */
    String text(String field);

    /** Whether it is there and true. */
    boolean flag(String field);

    /** A number that a {@code double} can hold, or what is given. */
    double number(String field, double otherwise);

    /** Whether there is such a field, of whatever type. */
    boolean has(String field);

    /** An object, or an empty one. */
    SttMessage object(String field);

    /** The objects of an array, in their order; none where it is no array. */
    List<SttMessage> list(String field);

    /**
     * Words with their times, from an array of objects.
     *
     * @param text name of the field that holds a word
     * @param start name of its beginning, in seconds from the first sample of the connection
     * @param end name of its end, likewise
     * @return all, or none where one lacks a time: a list with holes would misplace what it says
     */
    List<SttEvent.Word> words(String field, String text, String start, String end);

    /** The object in JSON. */
    @Override
    String toString();
}
