package dev.baton.examples.cli;

import java.io.PrintStream;
import java.util.List;

/** What a call is made of, before it begins. */
record Banner(PrintStream out, Terminal terminal) {
    private static final int INDENT = 12;

    /** @param keys whether keys are heard while the call runs */
    void print(Callers caller, SttService service, String handler, String voice, boolean fast, boolean keys) {
        out.println();
        String name = "Baton " + Baton.Version.text();
        int room = Math.max(1, terminal.columns() - 1 - name.length() - 5);
        List<String> lines = Figures.wrapped(caller.description() + pace(caller, fast), room);
        out.println(" " + terminal.bright(name) + "    " + lines.get(0));
        lines.stream().skip(1).forEach(line -> out.println(" ".repeat(name.length() + 5) + line.strip()));
        row("hears", service.description());
        row(
                "ends",
                service.service().capabilities().endsTurns()
                        ? "a turn where the recogniser says so"
                        : "a turn after 500 ms of quiet; longer where the question asks for it");
        row(
                "answers",
                "handler \"" + handler + "\"      speaks  " + voice + "      "
                        + (keys ? "keys  e explain   q quit" : "Ctrl-C ends the call"));
        if (caller.isPerson() && service.isEmbedded()) {
            out.println();
            out.println(" The embedded recogniser knows these words only:");
            for (String line : Figures.wrapped(String.join(" ", EmbeddedServer.words()), terminal.columns() - 4)) {
                out.println("   " + line);
            }
            out.println(" Anything else is heard as a sound without words. For free speech: --stt smallest-pulse");
            out.println(
                    caller.isHalfDuplex()
                            ? " The microphone is off while the agent speaks. With headphones on: --headphones"
                            : " The microphone stays open while the agent speaks: talk over it.");
        }
        out.println();
        out.flush();
    }

    private static String pace(Callers caller, boolean fast) {
        return caller.isPerson() ? "" : fast ? "    on virtual time" : "    in real time";
    }

    private void row(String name, String text) {
        String before = Figures.padded("   " + name, INDENT);
        for (String line : Figures.wrapped(text, terminal.columns() - 1 - INDENT)) {
            out.println(before + line);
            before = " ".repeat(INDENT);
        }
    }
}
