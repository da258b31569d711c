package dev.nacre.designer.desk;

import dev.nacre.dashboard.WidgetType;
import dev.nacre.kind.KindRegistry;
import dev.nacre.record.FieldType;
import dev.nacre.workflow.StepType;
import dev.nacre.workflow.TriggerType;

/** The kinds that can be put into an app, for palettes and property panels. */
public record Kinds(
    KindRegistry<FieldType<?>> fields,
    KindRegistry<StepType<?>> steps,
    KindRegistry<TriggerType<?>> triggers,
    KindRegistry<WidgetType<?>> widgets) {}
