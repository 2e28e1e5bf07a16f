package dev.baton.turn;

/**
 * The line to the recogniser; immutable. A connection that is lost is made anew, and what the recogniser had not finished with is sent again.
 *
 * @param openedAtNanos when the present connection stood, or the latest one had
 * @param quickFailures connections in a row that died young
 * @param attempts failed attempts to connect since the loss, counted from 0 again after {@code stt.max-retries}
 * @param connectAtNanos when the next attempt is due
 * @param everOpen whether any connection has stood
 * @param holding whether no audio is sent because the caller is silent
 * @param sentAtNanos since when the recogniser has got nothing, or {@link TurnState#NEVER} while audio flows
 */
record SttLink(
        Phase phase,
        long openedAtNanos,
        int quickFailures,
        int attempts,
        long connectAtNanos,
        boolean everOpen,
        boolean holding,
        long sentAtNanos) {
    enum Phase {
        /** The call's first connection is not there yet. */
        PENDING,
        OPEN,
        /** Lost; the next attempt is due later. */
        WAITING,
        CONNECTING,
        /** Given up, or closed as we asked. */
        GONE
    }

    private static final long NEVER = TurnState.NEVER;

    /** The wait after the first failed attempt; each further one doubles it. */
    private static final long FIRST_WAIT_NANOS = 250_000_000;

    private static final long LONGEST_WAIT_NANOS = 5_000_000_000L;

    /** However long a service wants to be left alone, a caller waits. */
    private static final long LONGEST_ASKED_NANOS = 30_000_000_000L;

    static final SttLink OPEN = new SttLink(Phase.OPEN, 0, 0, 0, NEVER, true, false, NEVER);

    static boolean isOpen(Transition t) {
        return t.link.phase == Phase.OPEN;
    }

    static boolean isGone(Transition t) {
        return t.link.phase == Phase.GONE;
    }

    /** Whether the recogniser may still say something: it is there, or on its way, or worth another attempt for the words that it has not had. */
    static boolean mayAnswer(Transition t) {
        return t.link.phase == Phase.OPEN || t.link.phase == Phase.PENDING || owes(t);
    }

    /** Whether there is a connection, or an attempt at one, that can be asked for something. */
    static boolean isAskable(Transition t) {
        return t.link.phase == Phase.OPEN
                || (t.link.connectAtNanos == NEVER
                        && (t.link.phase == Phase.PENDING || (t.link.phase == Phase.CONNECTING && owes(t))));
    }

    private static boolean owes(Transition t) {
        return t.link.phase != Phase.GONE && t.turn != null;
    }

    /** The call is about to end, and words may still be saved. */
    private static boolean isWorthAnAttempt(Transition t) {
        return t.isTalking() || (t.ending.isDraining() && owes(t));
    }

    static void onPending(Transition t) {
        t.link = new SttLink(Phase.PENDING, 0, 0, 0, NEVER, false, false, NEVER);
    }

    static void onOpened(Transition t) {
        var link = t.link;
        if (link.phase == Phase.GONE) {
            return;
        }
        t.link = new SttLink(Phase.OPEN, t.now, link.quickFailures, 0, NEVER, true, link.holding, link.sentAtNanos);
        if (link.phase == Phase.OPEN) {
            return;
        }
        if (link.everOpen) {
            t.emit(new TurnAction.ReportReconnected());
        }
        if (t.turn == null) {
            if (!link.holding) {
                t.emit(new TurnAction.SendAudio(Math.max(0, t.now - preRoll(t))));
            }
        } else {
            t.emit(new TurnAction.ReplayAudio(replayFrom(t, t.turn)));
            if (t.turn.finalizeOwed && t.turn.settleByNanos != NEVER) {
                t.turn.settleByNanos = NEVER; // a new wait for a new answer
            }
        }
    }

    static void onLost(Transition t, long retryAfterNanos) {
        var link = t.link;
        if (link.phase == Phase.GONE) {
            return;
        }
        if (!t.isTalking() && (link.phase == Phase.OPEN || !isWorthAnAttempt(t))) {
            gone(t); // shutdown wins
            return;
        }
        if (link.phase != Phase.OPEN) {
            if (t.ending.isDraining()) {
                Settlement.onLinkLost(t); // what the attempt was to ask for is to be asked again
            }
            retry(t, retryAfterNanos);
            return;
        }
        boolean young = t.now - link.openedAtNanos < t.config.quickFailure().toNanos();
        // Who says when to come again is busy, not broken.
        int quickFailures = retryAfterNanos > 0 ? link.quickFailures : young ? link.quickFailures + 1 : 0;
        if (quickFailures >= t.config.maxQuickFailures()) {
            giveUp(t, GiveUpReason.QUICK_FAILURES);
            return;
        }
        t.link = new SttLink(
                Phase.CONNECTING, link.openedAtNanos, quickFailures, 0, NEVER, true, link.holding, link.sentAtNanos);
        Settlement.onLinkLost(t);
        t.emit(new TurnAction.ReportReconnecting());
        if (retryAfterNanos > 0) {
            retry(t, retryAfterNanos);
        } else {
            t.emit(new TurnAction.ConnectStt());
        }
    }

    static void onFailed(Transition t, GiveUpReason reason) {
        if (t.link.phase != Phase.GONE) {
            giveUp(t, reason);
        }
    }

    static void onClosed(Transition t) {
        if (t.link.phase != Phase.GONE) {
            gone(t);
        }
    }

    static void decide(Transition t) {
        if (t.now >= t.link.connectAtNanos && isWorthAnAttempt(t)) {
            t.link = with(t.link, Phase.CONNECTING, NEVER);
            t.emit(new TurnAction.ConnectStt());
            if (t.ending.isDraining()) {
                TurnEnds.askForTheLastWords(t);
                t.emit(new TurnAction.SendCloseStream());
            }
        }
        followTheAudio(t);
        if (t.now >= keepAliveDue(t)) {
            t.emit(new TurnAction.SendKeepAlive());
            t.link = sending(t.link, t.link.holding, t.now);
        }
    }

    static long nextDeadline(Transition t) {
        return Math.min(t.later(t.link.connectAtNanos), t.later(keepAliveDue(t)));
    }

    /** Silence is sent too unless the settings say otherwise; then only turns are, each from a little before its onset. What may yet prove to be speech is nearly always noise, and nothing of it is lost by waiting. */
    private static void followTheAudio(Transition t) {
        boolean wanted = t.config.sendsSilence() || t.turn != null || t.voice.active();
        boolean flows = wanted && !t.voice.hasGap();
        if (t.link.holding == wanted && !t.ending.isDraining()) {
            long onset = t.turn != null && t.turn.detected ? t.turn.firstOnsetNanos : t.now;
            t.emit(wanted ? new TurnAction.SendAudio(Math.max(0, onset - preRoll(t))) : new TurnAction.HoldAudio());
        }
        long sentAt = flows ? NEVER : t.link.sentAtNanos == NEVER ? t.now : t.link.sentAtNanos;
        if (t.link.holding == wanted || t.link.sentAtNanos != sentAt) {
            t.link = sending(t.link, !wanted, sentAt);
        }
    }

    private static long keepAliveDue(Transition t) {
        return t.link.phase == Phase.OPEN && t.link.sentAtNanos != NEVER && !t.ending.isDraining()
                ? t.link.sentAtNanos + t.config.keepAlive().toNanos()
                : NEVER;
    }

    /** From the end of the last final of the turn, or from a little before its onset; never what an earlier turn has had. */
    private static long replayFrom(Transition t, CallerTurn turn) {
        long from = Math.max(0, turn.startNanos() - preRoll(t));
        for (var ended : t.ended) {
            from = Math.max(from, Math.min(ended.audioToNanos(), turn.startNanos()));
        }
        if (turn.text.hasFinals()) {
            var span = turn.text.finalsSpan();
            from = Math.max(from, span.isKnown() ? span.endNanos() : turn.text.finalAtNanos());
        }
        return from;
    }

    private static void retry(Transition t, long retryAfterNanos) {
        int attempts = t.link.attempts + 1;
        long wait = attempts > t.config.maxRetries()
                ? FIRST_WAIT_NANOS
                : Math.min(LONGEST_WAIT_NANOS, FIRST_WAIT_NANOS << Math.min(attempts - 1, 8));
        t.link = new SttLink(
                t.link.phase == Phase.PENDING ? Phase.PENDING : Phase.WAITING,
                t.link.openedAtNanos,
                t.link.quickFailures,
                attempts > t.config.maxRetries() ? 0 : attempts,
                t.now + Math.max(jittered(wait, t.now), Math.min(retryAfterNanos, LONGEST_ASKED_NANOS)),
                t.link.everOpen,
                t.link.holding,
                t.link.sentAtNanos);
    }

    /** Three quarters of the wait to all of it, so that calls that lost the same server do not return to it at once; from the time of the loss, so that the same events give the same wait. */
    private static long jittered(long wait, long seed) {
        long mixed = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L; // SplitMix64's first round
        return wait - Math.floorMod(mixed ^ (mixed >>> 27), wait / 4);
    }

    private static void giveUp(Transition t, GiveUpReason reason) {
        if (!t.ending.isDraining()) {
            t.emit(new TurnAction.GiveUpStt(reason));
        }
        gone(t);
    }

    private static void gone(Transition t) {
        t.link = with(t.link, Phase.GONE, NEVER);
        Settlement.onLinkGone(t);
    }

    private static long preRoll(Transition t) {
        return t.config.preRoll().toNanos();
    }

    private static SttLink with(SttLink link, Phase phase, long connectAtNanos) {
        return new SttLink(
                phase,
                link.openedAtNanos,
                link.quickFailures,
                link.attempts,
                connectAtNanos,
                link.everOpen,
                link.holding,
                link.sentAtNanos);
    }

    private static SttLink sending(SttLink link, boolean holding, long sentAtNanos) {
        return new SttLink(
                link.phase,
                link.openedAtNanos,
                link.quickFailures,
                link.attempts,
                link.connectAtNanos,
                link.everOpen,
                holding,
                sentAtNanos);
    }
}
