package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageWordsTest {
    @Test
    void english_isThereAndReadOnce() {
        var english = LanguageWords.find("en").orElseThrow();
        assertThat(english.values()).containsEntry("oh", 0).containsEntry("forty", 40);
        assertThat(english.unfinished()).contains("and");
        assertThat(english.fillers()).contains("um");
        assertThat(LanguageWords.find("en").orElseThrow()).isSameAs(english);
    }

    @Test
    void region_hasTheWordsOfItsLanguage() {
        assertThat(TurnConfig.builder().set("turn.language", "en_US").build().words())
                .isEqualTo(LanguageWords.find("en").orElseThrow());
    }

    @Test
    void applicationsOwnList_isFoundByItsName() {
        var own = TurnConfig.builder().language("xx-test").build().words();
        assertThat(SpokenDigits.in(Words.list("uno doppel zwo"), own).count()).isEqualTo(3);
    }

    @Test
    void brokenList_isRefusedByName() {
        assertThatThrownBy(() -> LanguageWords.find("xx-broken"))
                .isInstanceOfSatisfying(BatonException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_VALUE);
                    assertThat(e.remedy()).contains("compare it with en.properties");
                })
                .hasMessageContaining("dev/baton/turn/words/xx-broken.properties");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tlh", "../secret", "", "en/gb"})
    void languageWithoutAList_isRefused(String language) {
        var builder = TurnConfig.builder().language(language);
        assertThatThrownBy(builder::build)
                .isInstanceOfSatisfying(BatonException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SETTING_RANGE);
                    assertThat(e.remedy()).contains("LANGUAGE.properties").contains("or none");
                })
                .hasMessageContaining("turn.language=" + language);
    }

    @Test
    void none_leavesFiguresOnly() {
        assertThat(TurnConfig.builder().language("none").build().words()).isEqualTo(LanguageWords.none());
    }
}
