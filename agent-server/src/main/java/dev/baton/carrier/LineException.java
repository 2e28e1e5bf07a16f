package dev.baton.carrier;

/** What a peer sent cannot be taken; ends its call. */
final class LineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final LineProblem problem;

    LineException(LineProblem problem, String detail) {
        super(detail, null, false, false); // the peer's fault: no stack trace tells anything
        this.problem = problem;
    }
}
