package dev.baton.explain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a caller would complain about in one turn. */
final class Diagnoses {
    private Diagnoses() {}

    /** An echo explains the rest of its turn; otherwise each complaint stands for itself. */
    static List<Diagnosis> of(TurnAccount turn) {
        var echo = DoubleTalk.echo(turn);
        return echo.isPresent()
                ? echo.stream().toList()
                : Stream.of(
                                CutOff.of(turn),
                                DoubleTalk.late(turn),
                                DoubleTalk.falseInterruption(turn),
                                DeadAir.ofAnswer(turn),
                                DeadAir.ofNoText(turn))
                        .flatMap(Optional::stream)
                        .toList();
    }
}
