import { z } from 'zod';
import type { FieldSpec, FormSpec } from './form-spec.ts';

const longText = 5000;
const shortText = 300;
const thousand = 1000;

/** One field of a form as a program sends it; undefined for files, which programs send in no other way than people. */
function schemaOf(field: FieldSpec): z.ZodType | undefined {
  const { kind, most, atLeast, atMost, options, label, hint } = field;
  const described = <Type extends z.ZodType>(type: Type) =>
    type.meta({ description: hint ? `${label.en}. ${hint.en}` : label.en });
  switch (kind) {
    case 'files':
      return undefined;
    case 'tick':
      return described(z.boolean());
    case 'number':
      return described(
        z
          .int()
          .min(atLeast ?? 0)
          .max(atMost ?? Number.MAX_SAFE_INTEGER),
      );
    case 'decimal':
      return described(
        z
          .number()
          .min(atLeast ?? 0)
          .max(atMost ?? Number.MAX_SAFE_INTEGER / thousand),
      );
    case 'day':
      return described(z.iso.date());
    case 'pick':
      return described(z.uuid());
    case 'several':
      return described(
        z.array(options ? z.enum(options.map((one) => one.value) as [string, ...string[]]) : z.uuid()),
      );
    case 'choice':
    case 'select':
      return described(z.enum((options ?? []).map((one) => one.value) as [string, ...string[]]));
    default:
      return described(z.string().max(most ?? (kind === 'area' ? longText : shortText)));
  }
}

/**
 * A form as a program sends it: made of the same fields, so that a program can do what a page does. The words of each
 * field are its description.
 *
 * @returns undefined where a file has to be sent with it
 */
export function formSchema(spec: FormSpec): z.ZodObject | undefined {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, field] of Object.entries(spec)) {
    const type = schemaOf(field);
    if (type) shape[name] = field.optional || field.kind === 'tick' ? type.nullish() : type;
    else if (!field.optional) return undefined;
  }
  return z.strictObject(shape);
}

/** Of what a program sent, the fields that hold several values. */
export function listsOf(given: Record<string, unknown>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      Array.isArray(value) ? [[name, value.map(String)]] : [],
    ),
  );
}

/** What a program sent, as the fields of the form would hold it. */
export function typedOf(given: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      if (value === null || value === undefined || value === false) return [];
      // Several values travel beside these.
      if (Array.isArray(value)) return value.length > 0 ? [[name, String(value.at(-1))]] : [];
      if (value === true) return [[name, '1']];
      return [[name, typeof value === 'number' ? String(value).replace('.', ',') : String(value)]];
    }),
  );
}
