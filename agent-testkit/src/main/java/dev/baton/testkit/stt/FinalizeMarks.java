package dev.baton.testkit.stt;

/** Whether a final says that it answers a finalize. */
public enum FinalizeMarks {
    /** Never, as the vendor's own measurements saw it; clients must tell by other signs. */
    NEVER,
    /** On every final that a finalize caused, as the vendor documents it. */
    ALWAYS
}
