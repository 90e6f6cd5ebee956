// FHIR data types of any release as R4's: codings, references, periods, quantities. Every property by name.
import type {
  Age,
  Annotation,
  CodeableConcept,
  Coding,
  Extension,
  Identifier,
  Period,
  Quantity,
  Range,
  Ratio,
  Reference,
  SampledData,
} from 'fhir/r4';
import { attachmentUrl } from '../../clinical/vital-value';
import {
  isRaw,
  type Raw,
  toCodeText,
  toFlag,
  toList,
  toMember,
  toNumber,
  toOne,
  toRelative,
  toText,
} from './element';
import { isR4Coding, isR4Concept, isR4Quantity, isR4Reference } from './r4-shape.policy';
import { toCodeIn, toSystem } from './systems';

/** Extensions carry reasons for absent values and the script of a name: they go through as they are, but for what is very deep. */
export function toExtensions(value: unknown): Extension[] | undefined {
  return value === undefined ? undefined : toList(value, toExtension);
}

function toExtension(value: unknown): Extension | undefined {
  const cut = toShallow(value, extensionLevels);
  return isExtension(cut) ? cut : undefined;
}

/** An extension in an extension with a concept as its value. */
const extensionLevels = 8;

/** What lies deeper is left out: written out it could end in an exception (T22). */
function toShallow(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return undefined;
  if (Array.isArray(value)) return value.map((one) => toShallow(one, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, toShallow(one, levels - 1)]));
}

function isExtension(value: unknown): value is Extension {
  return isRaw(value) && typeof value.url === 'string';
}

/** The companion of a primitive (`_birthDate`), of which only the extensions matter. */
export function toPrimitive(value: unknown): { extension: Extension[] } | undefined {
  const extension = isRaw(value) ? toExtensions(value.extension) : undefined;
  return extension === undefined ? undefined : { extension };
}

export function toCoding(value: unknown): Coding | undefined {
  if (typeof value === 'string') return value === '' ? undefined : { code: value };
  if (!isRaw(value)) return undefined;
  if (isR4Coding(value)) return value;
  const system = toSystem(toText(value.system));
  const code = toCodeIn(system, toCodeText(value.code));
  const display = toText(value.display);
  const extension = toExtensions(value.extension);
  if (code === undefined && display === undefined && extension === undefined) return undefined;
  return { system, code, display, userSelected: toFlag(value.userSelected), extension };
}

/** Takes a CodeableConcept, a list of them (the first), a Coding or plain text. */
export function toConcept(value: unknown): CodeableConcept | undefined {
  return toOne(value, toSingleConcept);
}

function toSingleConcept(value: unknown): CodeableConcept | undefined {
  if (typeof value === 'string') return value === '' ? undefined : { text: value };
  if (!isRaw(value)) return undefined;
  if (isR4Concept(value)) return value;
  if (value.coding === undefined && value.code !== undefined) {
    const coding = toCoding(value);
    return coding && { coding: [coding] };
  }
  const coding = toList(value.coding, toCoding);
  const text = toText(value.text);
  const extension = toExtensions(value.extension);
  if (coding === undefined && text === undefined && extension === undefined) return undefined;
  return { coding, text, extension };
}

export function toConcepts(value: unknown): CodeableConcept[] | undefined {
  return toList(value, toSingleConcept);
}

/** A status that is a code in older releases and a concept in R4. */
export function toStatusConcept(value: unknown, system: string): CodeableConcept | undefined {
  if (typeof value === 'string') return value === '' ? undefined : { coding: [{ system, code: value }] };
  const concept = toConcept(value);
  if (concept?.coding === undefined) return concept;
  return {
    ...concept,
    coding: concept.coding.map((one) => ({ ...one, system: toStatusSystem(one.system, system) })),
  };
}

function toStatusSystem(given: string | undefined, system: string): string {
  return given === undefined || given.startsWith('http://hl7.org/fhir/') ? system : given;
}

export function toReference(value: unknown): Reference | undefined {
  return toOne(value, toSingleReference);
}

function toSingleReference(value: unknown): Reference | undefined {
  if (typeof value === 'string') return value === '' ? undefined : { reference: value };
  if (!isRaw(value)) return undefined;
  if (isR4Reference(value)) return value;
  const reference = toText(value.reference);
  const display = toText(value.display);
  const identifier = toIdentifier(value.identifier);
  if (reference === undefined && display === undefined && identifier === undefined) return undefined;
  return { reference, display, identifier, type: toText(value.type) };
}

/**
 * Of what is looked up by its id: an address on `base` (without a slash at its end) becomes relative. An id means something on
 * its own server only, and what stays absolute is another server's.
 */
export function toOwnReference(value: unknown, base: string): Reference | undefined {
  const found = toReference(value);
  if (found?.reference === undefined) return found;
  const reference = toRelative(found.reference, base);
  return reference === found.reference ? found : { ...found, reference };
}

export function toReferences(value: unknown): Reference[] | undefined {
  return toList(value, toSingleReference);
}

export function toPeriod(value: unknown): Period | undefined {
  if (!isRaw(value)) return undefined;
  const start = toText(value.start);
  const end = toText(value.end);
  return start === undefined && end === undefined ? undefined : { start, end };
}

const comparators = ['<', '<=', '>=', '>'] as const;

/** "About 250" is not 250: with a comparator that nobody knows there is no value, and the reason says that it can't be read. */
const unreadableQuantity: Quantity = {
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'error' }],
};

export function toQuantity(value: unknown): Quantity | undefined {
  if (!isRaw(value)) return undefined;
  if (isR4Quantity(value)) return value;
  const comparator = toMember(value.comparator, comparators);
  if (comparator === undefined && value.comparator && value.value !== undefined) return unreadableQuantity;
  const quantity: Quantity = {
    value: toNumber(value.value),
    comparator,
    unit: toText(value.unit) ?? toText(value.units),
    system: toSystem(toText(value.system)),
    code: toCodeText(value.code),
    extension: toQuantityExtensions(value),
  };
  const isEmpty = quantity.value === undefined && quantity.code === undefined && quantity.unit === undefined;
  return isEmpty && quantity.extension === undefined ? undefined : quantity;
}

/** Also those of its number: why that isn't told may stand beside it. */
function toQuantityExtensions({ extension, _value }: Raw): Extension[] | undefined {
  const ofNumber = toPrimitive(_value)?.extension;
  const own = toExtensions(extension);
  return own && ofNumber ? [...own, ...ofNumber] : (own ?? ofNumber);
}

export function toAge(value: unknown): Age | undefined {
  return toQuantity(value);
}

export function toRange(value: unknown): Range | undefined {
  if (!isRaw(value)) return undefined;
  const low = toQuantity(value.low);
  const high = toQuantity(value.high);
  return low === undefined && high === undefined ? undefined : { low, high };
}

export function toRatio(value: unknown): Ratio | undefined {
  if (!isRaw(value)) return undefined;
  return { numerator: toQuantity(value.numerator), denominator: toQuantity(value.denominator) };
}

/** Only that there is a curve and how it was taken: nobody here draws it, and its points are many. */
export function toSampledData(value: unknown): SampledData | undefined {
  if (!isRaw(value)) return undefined;
  const { period, dimensions } = value;
  return {
    origin: toQuantity(value.origin) ?? {},
    period: toNumber(period) ?? 0,
    dimensions: toNumber(dimensions) ?? 1,
  };
}

/** R4 has no attachment as a value: only that there is one, as the extension by which R4 writes R5's. */
export function toAttachmentExtension(value: unknown): Extension[] | undefined {
  if (!isRaw(value)) return undefined;
  const { contentType, title } = value;
  return [
    { url: attachmentUrl, valueAttachment: { contentType: toText(contentType), title: toText(title) } },
  ];
}

export function toIdentifier(value: unknown): Identifier | undefined {
  if (!isRaw(value)) return undefined;
  const text = toCodeText(value.value);
  const type = toConcept(value.type);
  const absent = toPrimitive(value._value);
  if (text === undefined && absent === undefined && value.system === undefined) return undefined;
  return {
    use: toMember(value.use, ['usual', 'official', 'temp', 'secondary', 'old'] as const),
    type,
    system: toText(value.system),
    value: text,
    _value: absent,
    period: toPeriod(value.period),
    extension: toExtensions(value.extension),
  };
}

export function toIdentifiers(value: unknown): Identifier[] | undefined {
  return toList(value, toIdentifier);
}

/** A note is a plain text, one Annotation or a list of them. */
export function toAnnotations(value: unknown): Annotation[] | undefined {
  return toList(value, (one) => {
    if (typeof one === 'string') return one === '' ? undefined : { text: one };
    if (!isRaw(one)) return undefined;
    const text = toText(one.text);
    if (text === undefined) return undefined;
    const author = toReference(one.authorReference);
    return { text, time: toText(one.time), authorString: toText(one.authorString), authorReference: author };
  });
}
