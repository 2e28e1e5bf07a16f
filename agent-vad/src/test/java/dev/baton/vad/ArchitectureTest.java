package dev.baton.vad;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;

/** Detectors are pure signal processing, and know nothing of each other. */
@AnalyzeClasses(
        packages = "dev.baton.vad",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {
    @ArchTest
    static final ArchRule detectors_seeOnlyTheJdkAndTheirInterface = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "dev.baton", "dev.baton.audio..", "dev.baton.vad..");

    @ArchTest
    static final ArchRule detectors_doNotKnowEachOther =
            slices().matching("dev.baton.vad.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule detectors_readNoClockAndStartNoThread = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(Thread.class)
                    .or(assignableTo(Executor.class))
                    .or(assignableTo(Future.class))
                    .or(assignableTo(Lock.class)))
            .orShould(callMethod(System.class, "nanoTime"))
            .orShould(callMethod(System.class, "currentTimeMillis"))
            .orShould(callMethod(Instant.class, "now"));

    @ArchTest
    static final ArchRule library_printsNothing = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
}
