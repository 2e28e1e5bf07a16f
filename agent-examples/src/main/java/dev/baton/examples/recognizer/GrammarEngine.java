package dev.baton.examples.recognizer;

import dev.baton.testkit.stt.Recognizer.Transcript;
import edu.cmu.sphinx.decoder.pruner.SimplePruner;
import edu.cmu.sphinx.decoder.search.PartitionActiveListFactory;
import edu.cmu.sphinx.decoder.search.SimpleBreadthFirstSearchManager;
import edu.cmu.sphinx.frontend.AutoCepstrum;
import edu.cmu.sphinx.frontend.DataBlocker;
import edu.cmu.sphinx.frontend.FrontEnd;
import edu.cmu.sphinx.frontend.feature.DeltasFeatureExtractor;
import edu.cmu.sphinx.frontend.feature.FeatureTransform;
import edu.cmu.sphinx.frontend.filter.Dither;
import edu.cmu.sphinx.frontend.filter.Preemphasizer;
import edu.cmu.sphinx.frontend.transform.DiscreteFourierTransform;
import edu.cmu.sphinx.frontend.window.RaisedCosineWindower;
import edu.cmu.sphinx.jsgf.JSGFGrammar;
import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Sphinx3Loader;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.TiedStateAcousticModel;
import edu.cmu.sphinx.linguist.dictionary.TextDictionary;
import edu.cmu.sphinx.linguist.flat.FlatLinguist;
import edu.cmu.sphinx.result.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sphinx-4 with the grammar {@code calls.gram}: about 2 s of CPU time to load, and of the order of 100 MB of heap. Belongs to one thread after loading.
 *
 * <p>Put together in code and not from the library's XML, whose reader would replace the logging configuration of the whole JVM.
 */
final class GrammarEngine implements SpeechEngine {
    private static final String MODELS = "resource:/edu/cmu/sphinx/models/en-us/";

    /** Amplitude of the dither: the model has never met digital silence. */
    private static final double DITHER = 8;

    /** Without so high a price for a word, one long digit becomes two. */
    private static final double WORD_INSERTION = 1e-30;

    private static final double SILENCE_INSERTION = 0.1;
    private static final double FILLER_INSERTION = 0.01;

    /** How much the weights in the grammar count against sounds. */
    private static final float LANGUAGE_WEIGHT = 2;

    /**
     * Price of leaving the grammar, and of each phone out there: half a word's, so that knocks, clicks, hiss and keys are noise. At 1e-13 for a phone, a number
     * dictated with long pauses was lost; at this price, a steady hum or a loud breath of half a second may still become one short word.
     */
    private static final double OUT_OF_GRAMMAR = 1e-5;

    private static final double OUT_OF_GRAMMAR_PHONE = 1e-15;

    /** What is less likely than the best by more than this is dropped; it must outlast {@link #WORD_INSERTION} with ease. */
    private static final double BEAM = 1e-80;

    /** And never more than so many states, for the sake of time. */
    private static final int MAX_ACTIVE_STATES = 1500;

    /** A step of the search between two looks at its best path, in frames of 10 ms. */
    private static final int INTERIM_FRAMES = 10;

    private static final int INTERIM_SAMPLES = INTERIM_FRAMES * UtteranceAudio.SAMPLE_RATE_HZ / 100;

    /**
     * Sphinx-4 names the loggers of its front end by the bare class name. The references keep the level from being collected with the logger.
     */
    private static final List<Logger> SILENCED =
            List.of(Logger.getLogger("edu.cmu.sphinx"), Logger.getLogger("AutoCepstrum"));

    static {
        SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
    }

    private final AudioFeed feed = new AudioFeed();
    private final Dither dither = new Dither(DITHER, false, Double.MAX_VALUE, -Double.MAX_VALUE);
    private final SimpleBreadthFirstSearchManager search;
    private final BestPath bestPath;

    private GrammarEngine() throws IOException, ClassNotFoundException {
        var units = new UnitManager();
        var loader = new Sphinx3Loader(MODELS + "en-us", units, 0, 1e-7f, 1e-4f, 4, true);
        loader.load();
        var model = new TiedStateAcousticModel(loader, units, true);
        var dictionary = new TextDictionary(
                MODELS + "cmudict-en-us.dict",
                MODELS + "en-us/noisedict",
                new ArrayList<>(List.of(Grammar.resource("calls.dict"))),
                false,
                null,
                units);
        var grammar = new JSGFGrammar(Grammar.folder(), Grammar.NAME, false, true, true, false, dictionary);
        var linguist = new FlatLinguist(
                model,
                grammar,
                units,
                WORD_INSERTION,
                SILENCE_INSERTION,
                FILLER_INSERTION,
                1,
                LANGUAGE_WEIGHT,
                false,
                false,
                false,
                true,
                OUT_OF_GRAMMAR,
                OUT_OF_GRAMMAR_PHONE,
                model);
        var scorer = new FrameBests(frontEnd(loader));
        search = new SimpleBreadthFirstSearchManager(
                linguist,
                new SimplePruner(),
                scorer,
                new PartitionActiveListFactory(MAX_ACTIVE_STATES, BEAM),
                false,
                0,
                0,
                false);
        search.allocate();
        bestPath = new BestPath(scorer);
    }

    /** Blocks for seconds; engines load one after the other, and come warmed up. */
    static GrammarEngine load() {
        try {
            synchronized (Grammar.LIBRARY) {
                var engine = new GrammarEngine();
                engine.warmUp();
                return engine;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while loading", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the acoustic model is not on the class path", e);
        }
    }

    /** 25 ms windows every 10 ms, cepstra as the model's feat.params asks for, their mean taken away, first and second differences. */
    private FrontEnd frontEnd(Sphinx3Loader loader) throws IOException {
        return new FrontEnd(new ArrayList<>(List.of(
                feed,
                new DataBlocker(10),
                dither,
                new Preemphasizer(0.97),
                new RaisedCosineWindower(0.46, 25.625f, 10f),
                new DiscreteFourierTransform(-1, false),
                new AutoCepstrum(loader),
                new PriorMean(),
                new DeltasFeatureExtractor(3),
                new FeatureTransform(loader))));
    }

    @Override
    public Transcript recognize(UtteranceAudio audio, Consumer<Transcript> interims) throws InterruptedException {
        feed.begin(audio);
        dither.initialize(); // the same noise for every utterance: its words shall not depend on who spoke before
        search.startRecognition();
        try {
            Transcript told = Transcript.EMPTY;
            while (true) {
                Result result = search.recognize(INTERIM_FRAMES);
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while recognising");
                }
                if (result == null || result.isFinal()) {
                    return bestPath.finalWords(result);
                }
                // While catching up, looks would follow one another faster than the audio was spoken.
                if (audio.pendingSamples() < INTERIM_SAMPLES) {
                    Transcript settled = withoutLastWord(bestPath.words(result));
                    if (!settled.words().isEmpty() && !settled.text().equals(told.text())) {
                        told = settled;
                        interims.accept(settled);
                    }
                }
            }
        } finally {
            search.stopRecognition();
        }
    }

    /** The first decoding runs in the JVM's interpreter, many times slower; a caller would hear it as a late answer. */
    private void warmUp() throws InterruptedException {
        short[] sound = WarmUpSound.samples();
        var audio = new UtteranceAudio(sound.length);
        audio.add(sound, 0, sound.length);
        audio.end();
        recognize(audio, words -> {});
    }

    /** The last word of an unfinished path changes with every look. */
    private static Transcript withoutLastWord(Transcript transcript) {
        int words = transcript.words().size();
        return words < 2 ? Transcript.EMPTY : new Transcript(transcript.words().subList(0, words - 1));
    }
}
