package host;

import dev.baton.server.TwilioSignature;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.PerConnectionWebSocketHandler;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/** An application whose own web server answers Twilio. The agent is a bean like any other. */
@SpringBootApplication
@EnableWebSocket
public class SpringHost {
    /** Where the TwiML's {@code <Stream>} points to. */
    static final String PATH = "/voice/twilio";

    @Bean
    PerConnectionWebSocketHandler twilio() {
        return new PerConnectionWebSocketHandler(TwilioHandler.class);
    }

    @Bean
    WebSocketConfigurer lines(PerConnectionWebSocketHandler twilio, @Value("${twilio.auth-token}") String token) {
        return registry ->
                registry.addHandler(twilio, PATH).addInterceptors(new CarrierCheck(TwilioSignature.of(token)));
    }

    /** What Baton's own server does by itself: peers that go silent do not stay, and what a start message may hold fits. */
    @Bean
    ServletServerContainerFactoryBean webSockets() {
        var container = new ServletServerContainerFactoryBean();
        container.setMaxSessionIdleTimeout(Duration.ofSeconds(30).toMillis());
        container.setMaxTextMessageBufferSize(128 * 1024);
        return container;
    }
}
