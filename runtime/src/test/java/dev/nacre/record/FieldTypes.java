package dev.nacre.record;

import dev.nacre.kind.KindRegistry;
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
import dev.nacre.record.field.LinksField;
import dev.nacre.record.field.LocationField;
import dev.nacre.record.field.LongTextField;
import dev.nacre.record.field.LookupField;
import dev.nacre.record.field.MoneyField;
import dev.nacre.record.field.MultiChoiceField;
import dev.nacre.record.field.NumberField;
import dev.nacre.record.field.PhoneField;
import dev.nacre.record.field.RatingField;
import dev.nacre.record.field.RichTextField;
import dev.nacre.record.field.RollupField;
import dev.nacre.record.field.SignatureField;
import dev.nacre.record.field.TableField;
import dev.nacre.record.field.TextField;
import dev.nacre.record.field.TimeField;
import dev.nacre.record.field.UrlField;
import dev.nacre.record.field.UserField;
import java.util.List;

/** Every field type, for tests that run without CDI. */
public final class FieldTypes {
  private FieldTypes() {}

  /** A new registry of all of them. */
  public static KindRegistry<FieldType<?>> registry() {
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
            new LinksField(),
            new LookupField(),
            new RollupField(),
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
            new UserField(SampleFiles.people()),
            new FileField(SampleFiles.files()),
            new ImageField(SampleFiles.files()),
            new SignatureField(SampleFiles.files())));
  }
}
