package dev.baton.internal.stt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullTranscriptTest {
    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Move my booking. ,To Friday.,Move my booking. To Friday.",
                "move my booking,to friday,move my booking to friday",
                "move my booking, to friday,move my booking to friday",
                "move my booking,'',move my booking",
                "'',to friday ,to friday"
            })
    void textsInARow_areApartByABlankAtLeast(String first, String second, String whole) {
        var transcript = new FullTranscript();
        List.of(first, second).forEach(transcript::add);
        assertThat(transcript.text()).isEqualTo(whole);
    }
}
