// A Patient of any release as R4. Only what the product shows; never the narrative, the photo or an address.
import type { ContactPoint, HumanName, Patient, PatientLink, Reference } from 'fhir/r4';
import {
  toConcept,
  toExtensions,
  toIdentifiers,
  toOwnReference,
  toPeriod,
  toPrimitive,
  toReference,
  toReferences,
} from './datatypes.map';
import {
  isRaw,
  type Raw,
  type Spelling,
  spell,
  toFlag,
  toId,
  toList,
  toMember,
  toNumber,
  toText,
  toTexts,
} from './element';

export interface PatientParts {
  generalPractitioner: unknown;
}

export function toPatient(
  raw: Raw,
  spellings: readonly [Spelling<PatientParts>, ...Spelling<PatientParts>[]],
  base: string,
): Patient {
  const parts = spell(raw, spellings);
  return {
    resourceType: 'Patient',
    id: toId(raw.id),
    identifier: toIdentifiers(raw.identifier),
    active: toFlag(raw.active),
    name: toList(raw.name, toHumanName),
    telecom: toList(raw.telecom, toContactPoint),
    gender: toMember(raw.gender, ['male', 'female', 'other', 'unknown'] as const),
    _gender: toPrimitive(raw._gender),
    birthDate: toText(raw.birthDate),
    _birthDate: toPrimitive(raw._birthDate),
    deceasedBoolean: toFlag(raw.deceasedBoolean),
    _deceasedBoolean: toPrimitive(raw._deceasedBoolean),
    deceasedDateTime: toText(raw.deceasedDateTime),
    _deceasedDateTime: toPrimitive(raw._deceasedDateTime),
    maritalStatus: toConcept(raw.maritalStatus),
    generalPractitioner: toReferences(parts.generalPractitioner),
    managingOrganization: toReference(raw.managingOrganization),
    link: toList(raw.link, (one) => toLink(one, base)),
  };
}

const nameUses = ['usual', 'official', 'temp', 'nickname', 'anonymous', 'old', 'maiden'] as const;

export function toHumanName(value: unknown): HumanName | undefined {
  if (typeof value === 'string') return value === '' ? undefined : { text: value };
  if (!isRaw(value)) return undefined;
  return {
    use: toMember(value.use, nameUses),
    text: toText(value.text),
    _text: toPrimitive(value._text),
    family: toTexts(value.family)?.join(' '),
    _family: toPrimitive(Array.isArray(value._family) ? value._family[0] : value._family),
    given: toTexts(value.given),
    _given: toList(value._given, toPrimitive),
    prefix: toTexts(value.prefix),
    suffix: toTexts(value.suffix),
    period: toPeriod(value.period),
    extension: toExtensions(value.extension),
  };
}

const telecomSystems = ['phone', 'fax', 'email', 'pager', 'url', 'sms', 'other'] as const;
const telecomUses = ['home', 'work', 'temp', 'old', 'mobile'] as const;

function toContactPoint(value: unknown): ContactPoint | undefined {
  if (!isRaw(value)) return undefined;
  return {
    system: toMember(value.system, telecomSystems),
    value: toText(value.value),
    use: toMember(value.use, telecomUses),
    rank: toNumber(value.rank),
    period: toPeriod(value.period),
  };
}

/** `replace` is DSTU2's word for a record that this one was replaced by. */
function toLink(value: unknown, base: string): PatientLink | undefined {
  if (!isRaw(value)) return undefined;
  const other: Reference | undefined = toOwnReference(value.other, base);
  const type = value.type === 'replace' ? 'replaced-by' : value.type;
  const known = toMember(type, ['replaced-by', 'replaces', 'refer', 'seealso'] as const);
  return other && known && { other, type: known };
}
