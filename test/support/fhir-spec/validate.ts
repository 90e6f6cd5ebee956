// Holds a resource against what its release demands: elements, their number and kind, closed lists, dates, a few invariants.
import {
  isObject,
  type Json,
  type JsonObject,
  type Release,
  type Resource,
  toObjects,
} from '../../sandbox/resource';
import { codeLists, conceptLists, dueChoices } from './closed-lists';
import { type Member, readShapes, type Shape } from './shapes';

const date = '\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?';
const time = 'T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?(Z|[+-](0\\d|1[0-4]):[0-5]\\d)';
const formats: readonly (readonly [names: RegExp, format: RegExp])[] = [
  [/^id$/, /^[A-Za-z0-9\-.]{1,64}$/],
  [/^(birthDate|dateRecorded)$/, new RegExp(`^${date}$`)],
  [/^issued$/, new RegExp(`^\\d{4}-\\d\\d-\\d\\d${time}$`)],
  [
    /DateTime$|^(start|end|recordedDate|assertedDate|authoredOn|dateWritten)$/,
    new RegExp(`^(${date}|\\d{4}-\\d\\d-\\d\\d${time})$`),
  ],
  [/^(system|url)$/, /^\S+$/],
];

/** How @types/fhir says that any resource may stand there. */
const anyResource = new Set(['FhirResource', 'Resource']);

export type Validate = (resource: Resource) => string[];

/** Makes a function that answers what is wrong with a resource, each with its path; nothing if it is as it has to be. */
export function createValidate(release: Release): Validate {
  const findShape = readShapes(release);

  function checkValue(path: string, owner: string, name: string, member: Member, value: Json): string[] {
    const list = codeLists[release][`${owner}.${name}`] ?? member.codes;
    if (member.type === 'string') {
      if (typeof value !== 'string' || value === '') return [`${path}: no text`];
      const format = formats.find(([names]) => names.test(name))?.[1];
      if (format !== undefined && !format.test(value)) return [`${path}: "${value}" is not written so`];
      return list.length === 0 || list.includes(value) ? [] : [`${path}: "${value}" is not on the list`];
    }
    if (member.type === 'number' || member.type === 'boolean')
      return typeof value === member.type ? [] : [`${path}: no ${member.type}`];
    if (!isObject(value)) return [`${path}: no ${member.type}`];
    const type = anyResource.has(member.type) ? String(value.resourceType) : member.type;
    return [...checkConcept(release, path, `${owner}.${name}`, value), ...checkObject(path, type, value)];
  }

  function checkMember(path: string, owner: string, name: string, member: Member, value: Json): string[] {
    if (Array.isArray(value) !== member.isList) return [`${path}: ${member.isList ? 'no list' : 'a list'}`];
    if (!Array.isArray(value)) return checkValue(path, owner, name, member, value);
    if (value.length === 0) return [`${path}: an empty list`];
    // A null keeps the place of a primitive that has only an extension.
    return value.flatMap((one, at) =>
      one === null ? [] : checkValue(`${path}[${at}]`, owner, name, member, one),
    );
  }

  function checkObject(path: string, type: string, value: JsonObject): string[] {
    const shape = findShape(type);
    if (shape === undefined) return [`${path}: no type ${type}`];
    const faults = Object.entries(value).flatMap(([name, one]) => {
      const member = shape.members.get(name);
      if (member === undefined) return [`${path}.${name}: no element of ${type}`];
      return one === undefined ? [] : checkMember(`${path}.${name}`, type, name, member, one);
    });
    const missing = shape.required
      .filter((name) => value[name] === undefined && value[`_${name}`] === undefined)
      .map((name) => `${path}.${name}: missing`);
    return [
      ...faults,
      ...missing,
      ...checkChoices(path, type, shape, value),
      ...checkInvariants(path, value),
    ];
  }

  return (resource) =>
    checkObject(`${resource.resourceType}/${resource.id}`, resource.resourceType, resource);
}

function checkChoices(path: string, type: string, { choices }: Shape, value: JsonObject): string[] {
  return [...choices].flatMap(([stem, names]) => {
    const made = names.filter((name) => value[name] !== undefined);
    if (made.length > 1) return [`${path}: ${made.join(' and ')}`];
    return made.length === 0 && dueChoices[type] === stem ? [`${path}.${stem}[x]: missing`] : [];
  });
}

function checkConcept(release: Release, path: string, name: string, value: JsonObject): string[] {
  const list = conceptLists[release][name];
  if (list === undefined) return [];
  const isOn = toObjects(value.coding).some(
    ({ system, code }) => system === list.system && typeof code === 'string' && list.codes.includes(code),
  );
  return isOn ? [] : [`${path}: not on the list ${list.system}`];
}

const toCode = (status: Json | undefined) => (isObject(status) ? toObjects(status.coding)[0]?.code : status);

/** per-1, obs-6, ait-1 and ait-2, con-5, and that what is contained is there. */
function checkInvariants(path: string, value: JsonObject): string[] {
  const faults: string[] = [];
  const { start, end, resourceType, verificationStatus, clinicalStatus } = value;
  if (typeof start === 'string' && typeof end === 'string' && Date.parse(start) > Date.parse(end))
    faults.push(`${path}: ends before it starts`);
  if ('dataAbsentReason' in value && Object.keys(value).some((name) => /^value[A-Z]/.test(name)))
    faults.push(`${path}: a value, and a reason why there is none`);
  const isError = toCode(verificationStatus) === 'entered-in-error';
  if (isError && clinicalStatus !== undefined) faults.push(`${path}: an error with a clinical status`);
  const isAllergy = resourceType === 'AllergyIntolerance' && verificationStatus !== undefined;
  if (isAllergy && !isError && clinicalStatus === undefined)
    faults.push(`${path}: an allergy without a clinical status`);
  if (resourceType !== undefined) {
    const contained = toObjects(value.contained).map(({ id }) => `#${id}`);
    for (const [, reference = ''] of JSON.stringify(value).matchAll(/"reference":"(#[^"]+)"/g))
      if (!contained.includes(reference)) faults.push(`${path}: nothing contained as ${reference}`);
  }
  return faults;
}
