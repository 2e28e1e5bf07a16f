package host;

import io.netty.util.Version;

/** What an application does with Baton, on the Netty that its own dependency management picked. */
public final class HostCall {
    private HostCall() {}

    /** Expects the version of Netty that must be found, so that the check cannot pass on another. */
    public static void main(String[] args) {
        String netty = Version.identify().get("netty-common").artifactVersion();
        if (!netty.startsWith(args[0])) {
            throw new AssertionError("this host must bring Netty " + args[0] + ", netty=" + netty);
        }
        System.out.println("netty=" + netty);
    }
}
