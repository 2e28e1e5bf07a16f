package dev.baton.stt;

import dev.baton.internal.stt.ServiceLink;

/**
 * AssemblyAI's universal streaming (version 3), realtime speech to text over a WebSocket.
 *
 * <pre>{@code
 * var assemblyAi = AssemblyAi.builder().build(); // key from ASSEMBLYAI_API_KEY
 * }</pre>
 *
 * The service ends turns by itself, by what was said and by silence. A call decides that better, since it knows what it has asked; so the service's silences are set to one second where it is confident and
 * two where it is not, and it is told to end the turn ({@code ForceEndpoint}) when the call finds that one is ending. Where the service shall decide instead, {@link AssemblyAiBuilder#endsTurns} leaves it alone.
 *
 * <p>A final says which turn it ends, and not which request it answers: one of the service's own may cross a request on its way. So answers are known
 * {@linkplain SttCapabilities.FinalizeAnswers#BY_AUDIO by the audio} that their words cover.
 *
 * <p>The service takes messages of 50 to 1000 ms of audio and sends clients away that send others. What is left before a request and is shorter is filled up with silence, which is told by
 * {@link SttEvent.SilenceSent}. Immutable, and safe for use by many threads.
 */
public final class AssemblyAi extends StreamingService {
    AssemblyAi(ServiceLink link, SttCapabilities capabilities) {
        super(link, capabilities);
    }

    public static AssemblyAiBuilder builder() {
        return new AssemblyAiBuilder(System::getenv);
    }
}
