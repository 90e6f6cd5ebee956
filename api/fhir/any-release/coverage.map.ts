// A Coverage of any release as R4.
import type { Coverage, CoverageClass } from 'fhir/r4';
import { toConcept, toIdentifier, toIdentifiers, toPeriod, toReference, toReferences } from './datatypes.map';
import {
  isRaw,
  type Raw,
  type Spelling,
  spell,
  toCodeText,
  toId,
  toList,
  toMember,
  toNumber,
  toText,
} from './element';

export interface CoverageParts {
  beneficiary: unknown;
  payor: unknown;
  relationship: unknown;
  /** CoverageClass-like objects; see toPlanClass. */
  class: unknown;
}

const statuses = ['active', 'cancelled', 'draft', 'entered-in-error'] as const;

export function toCoverage(
  raw: Raw,
  spellings: readonly [Spelling<CoverageParts>, ...Spelling<CoverageParts>[]],
): Coverage {
  const parts = spell(raw, spellings);
  return {
    resourceType: 'Coverage',
    id: toId(raw.id),
    identifier: toIdentifiers(raw.identifier),
    // Older releases have no required status: what is there counts.
    status: toMember(raw.status, statuses) ?? 'active',
    type: toConcept(raw.type),
    subscriber: toReference(raw.subscriber),
    subscriberId: toCodeText(raw.subscriberId) ?? toIdentifier(raw.subscriberId)?.value,
    beneficiary: toReference(parts.beneficiary) ?? {},
    relationship: toConcept(parts.relationship),
    period: toPeriod(raw.period),
    payor: toReferences(parts.payor) ?? [],
    class: toList(parts.class, toClass),
    order: toNumber(raw.order),
  };
}

export type PlanClass = 'group' | 'subgroup' | 'plan' | 'subplan' | 'class' | 'subclass';

/** A class entry from the plain texts of older releases; undefined where neither is there. */
export function toPlanClass(kind: PlanClass, value: unknown, name: unknown): Raw | undefined {
  const text = toText(value) ?? toText(name);
  return text === undefined ? undefined : { type: kind, value: text, name: toText(name) };
}

const classSystem = 'http://terminology.hl7.org/CodeSystem/coverage-class';

function toClass(value: unknown): CoverageClass | undefined {
  if (!isRaw(value)) return undefined;
  const text = toText(value.value);
  if (text === undefined) return undefined;
  const type =
    typeof value.type === 'string'
      ? { coding: [{ system: classSystem, code: value.type }] }
      : toConcept(value.type);
  return { type: type ?? {}, value: text, name: toText(value.name) };
}
