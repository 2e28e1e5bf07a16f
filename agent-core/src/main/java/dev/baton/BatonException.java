package dev.baton;

/**
 * Something that a person can act on, told in three parts: what failed (with the value), what was tried, what to do.
 *
 * <p>{@link #getMessage()} is the first part; {@link #report()} all of them. No part ever holds a key or a caller's words.
 */
public class BatonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String tried;
    private final String remedy;

    /**
     * @param what what failed, with the value, without a full stop
     * @param tried what was attempted, with names and addresses; empty where {@code what} says it all
     * @param remedy what the reader can do about it
     */
    public BatonException(ErrorCode code, String what, String tried, String remedy) {
        this(code, what, tried, remedy, null);
    }

    public BatonException(
            ErrorCode code,
            String what,
            String tried,
            String remedy,
            @org.jspecify.annotations.Nullable Throwable cause) {
        super(what, cause);
        this.code = code;
        this.tried = tried;
        this.remedy = remedy;
    }

    public final ErrorCode code() {
        return code;
    }

    public final String tried() {
        return tried;
    }

    public final String remedy() {
        return remedy;
    }

    /** The text for a person, up to three lines, without a line end. */
    public final String report() {
        var text = new StringBuilder("error ").append(code.label()).append(": ").append(getMessage());
        if (!tried.isEmpty()) {
            text.append("\n  ").append(tried);
        }
        if (!remedy.isEmpty()) {
            text.append("\n  do: ").append(remedy);
        }
        return text.toString();
    }
}
