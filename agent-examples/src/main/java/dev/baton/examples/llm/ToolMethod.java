package dev.baton.examples.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.agent.tool.P;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A method with {@code @Tool} as a tool: its parameters by name from the model's JSON, what it returns as text or JSON. LangChain4j describes such methods to the model in its core, but calls them only in
 * its large main module.
 */
final class ToolMethod implements LlmTool {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Object object;
    private final Method method;

    /** @throws IllegalArgumentException if it has a parameter that this cannot fill */
    ToolMethod(Object object, Method method) {
        for (var type : method.getParameterTypes()) {
            if (type == Optional.class) {
                throw new IllegalArgumentException(
                        "a tool's parameter cannot be an Optional, use @P(required = false), method=" + method);
            }
        }
        this.object = object;
        this.method = method;
        method.setAccessible(true); // a public method of a class that is not
    }

    @Override
    public String use(String arguments) throws Exception {
        var parameters = method.getParameters();
        var values = new @Nullable Object[parameters.length];
        var json = parse(arguments);
        for (int i = 0; i < values.length; i++) {
            values[i] = value(parameters[i], json);
        }
        try {
            Object result = method.invoke(object, values);
            return result instanceof String text ? text : result == null ? "done" : JSON.writeValueAsString(result);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static JsonNode parse(String arguments) {
        try {
            // Some models write nothing where nothing is needed.
            return JSON.readTree(arguments.isBlank() ? "{}" : arguments);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the arguments are not JSON", e);
        }
    }

    private static @Nullable Object value(Parameter parameter, JsonNode json) {
        var annotation = parameter.getAnnotation(P.class);
        String name = annotation == null || annotation.name().isBlank() ? parameter.getName() : annotation.name();
        var value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return valueOfMissing(parameter, name, annotation);
        }
        try {
            return JSON.convertValue(value, JSON.constructType(parameter.getParameterizedType()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the argument " + name + " is no " + parameter.getType().getSimpleName(), e);
        }
    }

    private static @Nullable Object valueOfMissing(Parameter parameter, String name, @Nullable P annotation) {
        if (annotation != null && !annotation.defaultValue().equals(P.NO_DEFAULT)) {
            return JSON.convertValue(annotation.defaultValue(), JSON.constructType(parameter.getParameterizedType()));
        }
        if (annotation == null || annotation.required() || parameter.getType().isPrimitive()) {
            throw new IllegalArgumentException("the argument " + name + " is missing");
        }
        return null;
    }
}
