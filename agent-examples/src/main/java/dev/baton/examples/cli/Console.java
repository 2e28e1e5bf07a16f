package dev.baton.examples.cli;

import dev.baton.BatonException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command prints.
 *
 * @param out results; nothing else may go there
 * @param err complaints and progress
 */
record Console(PrintStream out, PrintStream err, Map<String, String> environment) {
    Terminal terminal() {
        return Terminal.of(environment);
    }

    PrintWriter writer() {
        return new PrintWriter(out, true, terminal().unicode() ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII);
    }

    PrintWriter errorWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    void complain(BatonException reason) {
        complain(reason.report());
    }

    void complain(String text) {
        out.flush();
        err.println(text);
        err.flush();
    }
}
