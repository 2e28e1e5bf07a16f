package dev.baton.testkit.time;

import dev.baton.agent.TurnHandler;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A handler each of whose methods takes some virtual time before it does anything. By reflection, so that it passes on whatever methods handlers have or will have. */
record SlowHandler(VirtualTime time, Duration takes, TurnHandler handler) implements InvocationHandler {
    TurnHandler asHandler() {
        return (TurnHandler)
                Proxy.newProxyInstance(TurnHandler.class.getClassLoader(), new Class<?>[] {TurnHandler.class}, this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() != Object.class) {
            time.sleep(takes);
        }
        try {
            return method.invoke(handler, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
