package host;

import dev.baton.call.VoiceAgent;
import dev.baton.carrier.MediaStream;
import dev.baton.carrier.Twilio;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * One call of Twilio's on the application's own WebSocket; Spring makes one of these for each connection.
 *
 * <p>A stream wants to be told one thing at a time, and a close may come while a message is being taken: hence the lock.
 */
final class TwilioHandler extends TextWebSocketHandler {
    private final VoiceAgent agent;
    private MediaStream line;

    TwilioHandler(VoiceAgent agent) {
        this.agent = agent;
    }

    @Override
    public synchronized void afterConnectionEstablished(WebSocketSession session) {
        line = Twilio.open(agent, new SpringSocket(session));
    }

    @Override
    protected synchronized void handleTextMessage(WebSocketSession session, TextMessage message) {
        line.onText(message.getPayload());
    }

    @Override
    public synchronized void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        line.onClose(status.getCode());
    }
}
