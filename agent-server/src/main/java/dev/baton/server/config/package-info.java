/**
 * A server's configuration: one tree of dotted names from a YAML file, the environment and whoever starts it, where every value knows where it comes from.
 *
 * <pre>{@code
 *  baton.yml --YamlTree--> ServerConfig <-- with(name, value, "--http-port")
 *                             |-- values: turn.min-endpointing, limits.calls, ...
 *                             +-- routes: RouteConfig
 * }</pre>
 */
@NullMarked
package dev.baton.server.config;

import org.jspecify.annotations.NullMarked;
