package dev.nacre.designer.render;

import dev.nacre.kind.KindRegistry;
import dev.nacre.record.FieldType;
import dev.nacre.record.field.AddressField;
import dev.nacre.record.field.AutoNumberField;
import dev.nacre.record.field.BarcodeField;
import dev.nacre.record.field.BooleanField;
import dev.nacre.record.field.CascadeField;
import dev.nacre.record.field.ChoiceField;
import dev.nacre.record.field.ColorField;
import dev.nacre.record.field.DateField;
import dev.nacre.record.field.DatetimeField;
import dev.nacre.record.field.DurationField;
import dev.nacre.record.field.EmailField;
import dev.nacre.record.field.FileField;
import dev.nacre.record.field.ImageField;
import dev.nacre.record.field.JsonField;
import dev.nacre.record.field.LinkField;
import dev.nacre.record.field.LocationField;
import dev.nacre.record.field.LongTextField;
import dev.nacre.record.field.MoneyField;
import dev.nacre.record.field.MultiChoiceField;
import dev.nacre.record.field.NumberField;
import dev.nacre.record.field.PhoneField;
import dev.nacre.record.field.RatingField;
import dev.nacre.record.field.RichTextField;
import dev.nacre.record.field.TableField;
import dev.nacre.record.field.TextField;
import dev.nacre.record.field.TimeField;
import dev.nacre.record.field.UrlField;
import dev.nacre.record.field.UserField;
import dev.nacre.security.UserNames;
import java.util.List;
import java.util.Optional;

/** The renderers of every field type, made without CDI. */
public final class SampleRenderers {
  private SampleRenderers() {}

  /** The field types themselves. */
  public static KindRegistry<FieldType<?>> types() {
    return new KindRegistry<>(
        "field",
        List.of(
            new TextField(),
            new LongTextField(),
            new NumberField(),
            new MoneyField(),
            new BooleanField(),
            new DateField(),
            new DatetimeField(),
            new ChoiceField(),
            new CascadeField(),
            new AddressField(),
            new RichTextField(),
            new MultiChoiceField(),
            new AutoNumberField(),
            new LinkField(),
            new TableField(),
            new PhoneField(),
            new EmailField(),
            new TimeField(),
            new DurationField(),
            new UrlField(),
            new BarcodeField(),
            new RatingField(),
            new ColorField(),
            new LocationField(),
            new JsonField(),
            new UserField(new Nobody()),
            new FileField(id -> Optional.empty()),
            new ImageField(id -> Optional.empty())));
  }

  /** The renderers. */
  public static FieldRenderers all() {
    var types = types();
    var made = new FieldRenderers[1];
    made[0] =
        new FieldRenderers(
            types,
            List.of(
                new TextRenderer(),
                new LongTextRenderer(),
                new NumberRenderer(),
                new MoneyRenderer(),
                new BooleanRenderer(),
                new DateRenderer(),
                new DatetimeRenderer(),
                new ChoiceRenderer(),
                new CascadeRenderer(),
                new AddressRenderer(),
                new RichTextRenderer(),
                new MultiChoiceRenderer(),
                new AutoNumberRenderer(),
                new LinkRenderer(),
                new TableRenderer(() -> made[0]),
                new PhoneRenderer(),
                new EmailRenderer(),
                new TimeRenderer(),
                new DurationRenderer(),
                new UrlRenderer(),
                new BarcodeRenderer(),
                new RatingRenderer(),
                new ColorRenderer(),
                new LocationRenderer(),
                new JsonRenderer(),
                new UserRenderer(),
                new FileRenderer(),
                new ImageRenderer()));
    return made[0];
  }

  private static final class Nobody implements UserNames {
    @Override
    public Optional<Person> find(String id) {
      return Optional.empty();
    }

    @Override
    public List<Person> called(String name) {
      return List.of();
    }

    @Override
    public List<Person> all() {
      return List.of();
    }
  }
}
