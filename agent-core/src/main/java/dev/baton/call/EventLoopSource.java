package dev.baton.call;

/**
 * Where an agent's calls run: {@code dev.baton.netty.HostEventLoops} gives a host's own event loops. Not to be implemented by applications; an agent refuses what it does not know.
 */
public interface EventLoopSource {}
