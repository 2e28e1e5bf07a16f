package dev.baton.testkit.carrier;

/** Hears what is really played at the far end, silence included, without gaps. */
@FunctionalInterface
public interface Ear {
    /**
     * @param block 20 ms; read before this returns
     * @param position of its first sample since the call was connected
     */
    void heard(short[] block, long position);
}
