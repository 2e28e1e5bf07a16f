package dev.baton;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.baton.internal.call.CallLoop;
import dev.baton.stt.SttTransport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.TimerTask;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;

/** Who may know whom in agent-core. A rule that stands in the way is a decision to discuss, not a line to delete. */
@AnalyzeClasses(packages = "dev.baton", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String INTERNAL = "dev.baton.internal..";

    /** The only classes outside {@code internal} that may name it: entry points that hide an implementation behind an interface. */
    private static final String FACTORIES =
            "dev\\.baton\\.(call\\.(VoiceAgent|CallRecord)|journal\\.(JournalReader|Replay)|netty\\.HostEventLoops|stt\\.(Smallest|Deepgram|AssemblyAi|CambListen|OpenAiTranscriptions|WebSocketStt|StreamingService|ServiceBuilder)\\w*|stt\\.SttStream|translate\\.(CambRealtime\\w*|Translation)|tts\\.(Smallest|Camb)?Speech\\w*)(\\$.*)?";

    /** The one package of the API that may show Netty's types: a host hands its event loops over there. */
    private static final String HOST_NETTY = "dev.baton.netty..";

    /** Of the packages that the turn machine sees. */
    private static final DescribedPredicate<JavaClass> TELL_TIME_OR_CHANCE_OR_WAIT = belongToAnyOf(
                    System.class,
                    Runtime.class,
                    Thread.class,
                    ThreadGroup.class,
                    ThreadLocal.class,
                    Process.class,
                    ProcessBuilder.class,
                    ProcessHandle.class,
                    Timer.class,
                    TimerTask.class,
                    Date.class,
                    Random.class,
                    SplittableRandom.class,
                    UUID.class)
            .or(assignableTo(Calendar.class));

    @ArchTest
    static final ArchRule audio_seesOnlyTheJdk = sees("audio", "dev.baton.audio");

    @ArchTest
    static final ArchRule resampler_seesAudio =
            sees("audio.resample", "dev.baton.audio..", "com.github.benmanes.caffeine..");

    @ArchTest
    static final ArchRule detectors_seeAudio = sees("vad", "dev.baton.vad..", "dev.baton.audio");

    /** The turn machine gives the same for the same events: of the JDK it sees values, text and collections, and of the rest of Baton how errors are told. */
    @ArchTest
    static final ArchRule turnTaking_seesOnlyWhatNeverVaries = classes()
            .that()
            .resideInAPackage("dev.baton.turn..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("dev.baton.turn..", "org.jspecify.annotations")
                    .or(belongToAnyOf(BatonException.class, ErrorCode.class, NearestName.class, Duration.class))
                    .or(resideInAnyPackage("java.lang", "java.lang.annotation", "java.math"))
                    .or(resideInAnyPackage("java.util", "java.util.function", "java.util.regex", "java.util.stream"))
                    .and(not(TELL_TIME_OR_CHANCE_OR_WAIT)));

    /** Explanations are as pure as what they explain; a journal is read for them, never opened. */
    @ArchTest
    static final ArchRule explanations_seeTurnsAndJournals =
            sees("explain", "dev.baton.explain", "dev.baton.turn", "dev.baton.journal");

    @ArchTest
    static final ArchRule recogniserInterface_seesAudio =
            sees("stt", "dev.baton.stt", "dev.baton.audio", "dev.baton.vad", "javax.net.ssl..");

    @ArchTest
    static final ArchRule translatorInterface_seesAudioAndTransports =
            sees("translate", "dev.baton.translate", "dev.baton.stt", "dev.baton.audio");

    @ArchTest
    static final ArchRule voiceInterface_seesAudioAndTransports =
            sees("tts", "dev.baton.tts", "dev.baton.stt", "dev.baton.audio", "com.github.benmanes.caffeine..");

    @ArchTest
    static final ArchRule handlerInterface_seesTurnsAndAudio =
            sees("agent", "dev.baton.agent", "dev.baton.turn", "dev.baton.audio");

    @ArchTest
    static final ArchRule soundDevices_seeAudio =
            sees("transport..", "dev.baton.transport..", "dev.baton.audio..", "javax.sound..", "org.slf4j..");

    // Waits for the first class of its package.
    @ArchTest
    static final ArchRule metrics_seeTurns = sees("metrics..", "dev.baton.metrics..", "dev.baton.turn");

    @ArchTest
    static final ArchRule publicPackages_haveNoCycles = slices().matching("dev.baton.(*)..")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(alwaysTrue(), resideInAPackage(INTERNAL));

    @ArchTest
    static final ArchRule onlyFactories_nameInternals = noClasses()
            .that()
            .resideOutsideOfPackage(INTERNAL)
            .and(not(nameMatching(FACTORIES)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(INTERNAL);

    @ArchTest
    static final ArchRule netty_staysInTwoPackages = noClasses()
            .that()
            .resideOutsideOfPackages("dev.baton.internal.netty..", HOST_NETTY)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule jackson_staysInOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage("dev.baton.internal.json..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson..", "tools.jackson..");

    @ArchTest
    static final ArchRule publicSignatures_showOnlyJdkAndBaton = codeUnits()
            .that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages(INTERNAL, HOST_NETTY)
            .should(new ShowOnlyJdkAndBatonTypes());

    @ArchTest
    static final ArchRule pureCode_readsNoClockAndStartsNoThread = noClasses()
            .that()
            .resideInAnyPackage("dev.baton.turn..", "dev.baton.vad..", "dev.baton.audio..", "dev.baton.explain..")
            .should()
            .dependOnClassesThat(assignableTo(Thread.class)
                    .or(assignableTo(Executor.class))
                    .or(assignableTo(Future.class))
                    .or(assignableTo(Timer.class))
                    .or(assignableTo(Lock.class))
                    .or(assignableTo(Clock.class))
                    .or(resideInAnyPackage("org.slf4j..", "java.util.logging..")))
            .orShould(callMethod(System.class, "nanoTime"))
            .orShould(callMethod(System.class, "currentTimeMillis"))
            .orShould(callMethod(Instant.class, "now"))
            .orShould(callMethod(Math.class, "random"));

    /** Playback, handlers and the recogniser's line wait through the call's scheduler; a session's wait for its service's last message is the transport's. */
    @ArchTest
    static final ArchRule onlyTheScheduler_ownsTimers = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.baton.internal.call..",
                    "dev.baton.internal.stt..",
                    "dev.baton.internal.translate..",
                    "dev.baton.internal.tts..",
                    "dev.baton.internal.json..",
                    "dev.baton.agent..",
                    "dev.baton.stt..",
                    "dev.baton.translate..",
                    "dev.baton.tts..",
                    "dev.baton.audio..",
                    "dev.baton.turn..",
                    "dev.baton.vad..")
            .and(not(nameMatching("dev\\.baton\\.internal\\.call\\.CallScheduler(\\$.*)?")))
            .should(callMethod(CallLoop.class, "schedule", long.class, Runnable.class))
            .orShould(callMethod(CallLoop.class, "repeat", long.class, Runnable.class))
            .orShould(callMethod(CompletableFuture.class, "orTimeout", long.class, TimeUnit.class))
            .orShould(callMethod(Thread.class, "sleep", long.class))
            .orShould()
            .dependOnClassesThat(assignableTo(ScheduledExecutorService.class).or(assignableTo(Timer.class)));

    @ArchTest
    static final ArchRule onlyASession_asksItsTransportToWait = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.baton.internal.stt..",
                    "dev.baton.internal.translate..",
                    "dev.baton.internal.tts..",
                    "dev.baton.internal.journal..",
                    "dev.baton.internal.netty..")
            .should(callMethod(SttTransport.class, "after", Duration.class, Runnable.class));

    @ArchTest
    static final ArchRule library_printsNothing = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    /** Guards the rules themselves: with no classes imported, every one of them would hold. */
    @ArchTest
    static void classesOfThePurePackages_areFound(JavaClasses imported) {
        assertThat(imported.stream().map(JavaClass::getPackageName))
                .contains(
                        "dev.baton.audio",
                        "dev.baton.vad",
                        "dev.baton.turn",
                        "dev.baton.stt",
                        "dev.baton.translate",
                        "dev.baton.agent");
    }

    /** Classes of {@code dev.baton.<packages>} see the JDK, JSpecify, the errors in {@code dev.baton}, and what is listed. */
    private static ArchRule sees(String packages, String... others) {
        String[] allowed = Stream.concat(Stream.of("java..", "org.jspecify..", "dev.baton"), Stream.of(others))
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage("dev.baton." + packages)
                .and(not(nameMatching(FACTORIES)))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed));
    }

    private static final class ShowOnlyJdkAndBatonTypes extends ArchCondition<JavaCodeUnit> {
        ShowOnlyJdkAndBatonTypes() {
            super("show only types of the JDK and Baton where an application can see them");
        }

        @Override
        public void check(JavaCodeUnit unit, ConditionEvents events) {
            if (!visible(unit)) {
                return;
            }
            List<JavaType> types = Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream())
                    .toList();
            types.stream()
                    .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                    .map(JavaClass::getBaseComponentType)
                    .filter(type -> !type.isPrimitive() && !isOurs(type))
                    .forEach(type -> events.add(
                            SimpleConditionEvent.violated(unit, unit.getFullName() + " shows " + type.getName())));
        }

        private static boolean visible(JavaCodeUnit unit) {
            boolean member = unit.getModifiers().contains(JavaModifier.PUBLIC)
                    || unit.getModifiers().contains(JavaModifier.PROTECTED);
            return member && unit.getOwner().getModifiers().contains(JavaModifier.PUBLIC);
        }

        private static boolean isOurs(JavaClass type) {
            return resideInAnyPackage("java..", "javax.sound..", "javax.net.ssl..")
                            .test(type)
                    || (resideInAPackage("dev.baton..").test(type)
                            && !resideInAPackage(INTERNAL).test(type));
        }
    }
}
