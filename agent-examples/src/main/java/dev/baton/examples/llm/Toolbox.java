package dev.baton.examples.llm;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tools that a model may use. Belongs to one thread until it is handed over, and is not changed after that. */
final class Toolbox {
    private final Map<String, LlmTool> tools = new LinkedHashMap<>();
    private final List<ToolSpecification> specifications = new ArrayList<>();

    void add(ToolSpecification specification, LlmTool tool) {
        boolean taken = specifications.stream().anyMatch(known -> known.name().equals(specification.name()));
        if (taken) {
            throw new IllegalArgumentException("each tool must have a name of its own, name=" + specification.name());
        }
        specifications.add(specification);
        tools.put(specification.name(), tool);
    }

    /** @param object whose methods with {@link Tool} are tools */
    void addMethodsOf(Object object) {
        var methods = Arrays.stream(object.getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(Tool.class))
                .toList();
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("an object with tools must have public methods with @Tool, class="
                    + object.getClass().getName());
        }
        methods.forEach(
                method -> add(ToolSpecifications.toolSpecificationFrom(method), new ToolMethod(object, method)));
    }

    /** @param endsCalls whether the two tools are among them that end the call */
    Toolbox copy(boolean endsCalls) {
        var copy = new Toolbox();
        copy.tools.putAll(tools);
        copy.specifications.addAll(specifications);
        if (endsCalls) {
            LastWords.SPECIFICATIONS.forEach(each -> copy.add(each, arguments -> "done"));
        }
        return copy;
    }

    List<ToolSpecification> specifications() {
        return specifications;
    }

    @Nullable
    LlmTool tool(String name) {
        return tools.get(name);
    }
}
