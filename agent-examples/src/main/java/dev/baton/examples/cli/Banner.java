package dev.baton.examples.cli;

import java.io.PrintStream;

/** What a call is made of, before it begins. */
record Banner(PrintStream out, Terminal terminal) {
    void print(Callers caller, SttService service, String handler, String voice) {
        out.println();
        out.println(" " + terminal.bright("Baton " + Baton.Version.text()) + "    " + caller.description());
        out.println("   hears    " + service.description());
        out.println("   ends     a turn after 500 ms of quiet; longer where the question asks for it");
        out.println("   answers  handler \"" + handler + "\"      speaks  " + voice + "      Ctrl-C ends the call");
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
}
