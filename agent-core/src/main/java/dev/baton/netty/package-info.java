/** For hosts that run on Netty themselves. The only package of the API that names Netty's types. */
@NullMarked
package dev.baton.netty;

import org.jspecify.annotations.NullMarked;
