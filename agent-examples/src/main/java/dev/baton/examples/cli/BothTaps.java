package dev.baton.examples.cli;

import dev.baton.audio.AudioTap;

/** Lets two listen to the audio of one call. */
record BothTaps(AudioTap first, AudioTap second) implements AudioTap {
    @Override
    public void start(int callerRateHz, int agentRateHz) {
        first.start(callerRateHz, agentRateHz);
        second.start(callerRateHz, agentRateHz);
    }

    @Override
    public void caller(short[] samples, int offset, int length, long position) {
        first.caller(samples, offset, length, position);
        second.caller(samples, offset, length, position);
    }

    @Override
    public void agent(short[] samples, int offset, int length, long position) {
        first.agent(samples, offset, length, position);
        second.agent(samples, offset, length, position);
    }

    @Override
    public void agentCleared(long position) {
        first.agentCleared(position);
        second.agentCleared(position);
    }

    @Override
    public void end() {
        first.end();
        second.end();
    }
}
