package dev.baton.examples.cli;

import dev.baton.carrier.LineTransport;
import dev.baton.server.AgentServer;
import dev.baton.server.Route;
import dev.baton.server.config.RouteConfig;
import dev.baton.server.config.ServerConfig;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.Map;

/** What a server tells when it has begun: every address to paste, who can reach it, what is kept. */
record ServerBanner(PrintStream out, ServerConfig settings, SttService service, String voice) {
    void print(AgentServer server, Map<RouteConfig, Route> routes) {
        out.println();
        out.println(" Baton " + Baton.Version.text() + "    call server");
        out.println("   hears    " + service.description());
        out.println("   speaks   " + voice);
        boolean anywhere = false;
        for (var entry : routes.entrySet()) {
            var address = server.address(entry.getValue());
            anywhere |= !address.getAddress().isLoopbackAddress();
            out.println("   answers  " + line(entry.getKey(), address));
        }
        out.println("   from     "
                + (anywhere
                        ? "any machine that reaches this one; put TLS in front of it"
                        : "this machine only; --bind 0.0.0.0 for others"));
        out.println("   records  "
                + (settings.recordsCalls()
                        ? settings.recordDirectory().orElse("")
                                + (settings.redactsRecordings() ? ", words masked, no voices" : "")
                        : "nothing"));
        if (anywhere && routes.keySet().stream().anyMatch(RouteConfig::isOpen)) {
            out.println("   beware   routes without a token take calls from anybody");
        }
        if (service.isEmbedded()) {
            out.println(
                    "   note     the embedded recogniser needs wide band, 16 kHz: it hears telephone lines of 8 kHz badly.");
            out.println(
                    "            For those: --stt smallest-pulse with SMALLEST_API_KEY, or --stt deepgram with DEEPGRAM_API_KEY");
        }
        out.println("   try      ./baton dial URL --as TRANSPORT FILE.wav");
        out.println("   Ctrl-C ends it");
        out.println();
        out.flush();
    }

    private static String line(RouteConfig route, InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress()
                ? "HOST"
                : address.getAddress().getHostAddress();
        String at = host + ":" + address.getPort();
        String url = "ws://" + at + (route.transport() == LineTransport.AUDIOSOCKET ? "" : route.path());
        String name = Figures.padded(route.transport().label(), 20);
        return name
                + switch (route.transport()) {
                    case TWILIO -> url + "    <Connect><Stream url=\"wss://YOUR-HOST" + route.path() + "\"/></Connect>";
                    case TELNYX -> url + "    stream_url, with stream_bidirectional_mode=rtp";
                    case PLIVO ->
                        url + "    <Stream bidirectional=\"true\">wss://YOUR-HOST" + route.path() + "</Stream>";
                    case AUDIOSOCKET -> "tcp://" + at + "    same => n,AudioSocket(${UUID()}," + at + ")";
                    case ASTERISK_WEBSOCKET -> url + "    subprotocol media";
                    default -> url;
                };
    }
}
