package dev.baton;

/**
 * Where calls and streams run: {@code dev.baton.netty.HostEventLoops} gives a host's own event loops. Not to be implemented by applications; what Baton does not know is refused.
 */
public interface EventLoopSource {}
