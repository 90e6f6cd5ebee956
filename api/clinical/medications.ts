// Medications as the server lists them. Nothing is checked, counted or interpreted: the app says nothing about doses.
import type {
  CodeableConcept,
  Dosage,
  FhirResource,
  Medication,
  MedicationRequest,
  MedicationStatement,
  Reference,
  Resource,
} from 'fhir/r4';
import type { MedicationItem, Qualifier } from '../contract/values';
import { findConceptAbsentReason } from './absent';
import { toConceptText, trimmed } from './codings';
import { type ClinicalContext, toSource } from './context';
import { toDose } from './dose';
import { compareIds } from './encounters';
import { type Clock, hasEnded, hasJustEnded } from './periods';
import { toReferencedId } from './references';
import { toEndEpoch } from './times';
import { compareNaturally } from './where-order';

const orderIntents: readonly string[] = [
  'order',
  'original-order',
  'reflex-order',
  'filler-order',
  'instance-order',
];
const plannedIntents: readonly string[] = ['plan', 'proposal'];

type Listed = MedicationRequest | MedicationStatement;

/** Active, on hold, planned, then what stopped in the last 24 hours; each by name. */
export function toMedications(
  resources: readonly FhirResource[],
  context: ClinicalContext,
  included: readonly FhirResource[] = [],
): MedicationItem[] {
  const found: { item: MedicationItem; resource: Listed }[] = [];
  // Statements count only where the server has no orders: else the same drug would stand twice.
  const hasRequests = resources.some(({ resourceType }) => resourceType === 'MedicationRequest');
  for (const resource of resources) {
    const isListed =
      resource.resourceType === 'MedicationRequest' ||
      (resource.resourceType === 'MedicationStatement' && !hasRequests);
    if (!isListed) continue;
    const standing = toStanding(resource, context);
    if (standing) found.push({ item: toItem(resource, standing, context, included), resource });
  }
  found.sort(
    (a, b) =>
      toGroup(a.item) - toGroup(b.item) ||
      compareNaturally(a.item.text, b.item.text) ||
      compareIds(a.resource, b.resource),
  );
  return found.map(({ item }) => item);
}

function toGroup({ isActive, qualifier }: MedicationItem): number {
  if (isActive) return 0;
  return qualifier === 'on-hold' ? 1 : qualifier === 'planned' ? 2 : 3;
}

interface Standing {
  readonly isActive: boolean;
  readonly qualifier?: Qualifier | undefined;
}

/** Undefined for what isn't listed: drafts, cancelled, in error, mere options, stopped longer ago or at no known time. */
function toStanding(resource: Listed, clock: Clock): Standing | undefined {
  const isStatement = resource.resourceType === 'MedicationStatement';
  const intent = isStatement ? 'order' : (resource.intent ?? 'order');
  // An order not to give something is none to give it.
  if (resource.resourceType === 'MedicationRequest' && resource.doNotPerform) return undefined;
  const isPlanned = plannedIntents.includes(intent);
  if (!isPlanned && !orderIntents.includes(intent)) return undefined;
  switch (resource.status) {
    case 'active':
      if (isPlanned) return { isActive: false, qualifier: 'planned' };
      return { isActive: true, qualifier: isStatement ? 'reported' : undefined };
    case 'on-hold':
      if (isStatement) return undefined;
      return { isActive: false, qualifier: isPlanned ? 'planned' : 'on-hold' };
    case 'stopped':
    case 'completed':
      return !isPlanned && hasJustStopped(resource, clock)
        ? { isActive: false, qualifier: 'stopped' }
        : undefined;
    default:
      return undefined;
  }
}

/**
 * In the last 24 hours. What was ordered within them and is over ended within them too, where no end is told or only one that
 * was planned. A statement has no such time: when it was said is not when the medicine was begun.
 */
function hasJustStopped(resource: Listed, clock: Clock): boolean {
  const ended = toEnded(resource);
  if (hasJustEnded(ended, clock)) return true;
  if (resource.resourceType === 'MedicationStatement') return false;
  const hasEndedBefore = ended !== undefined && hasEnded({ end: ended }, clock);
  return !hasEndedBefore && hasJustEnded(resource.authoredOn, clock);
}

/** DSTU2's dateEnded, which R4 has no element for, as HL7's own extension. */
const dateEndedUrl = 'http://hl7.org/fhir/1.0/StructureDefinition/extension-MedicationOrder.dateEnded';

/**
 * When it ended, as far as the record says: its end, its dosage, its validity, or the statement's period. What was stopped may
 * have been so long before its prescription would have run out.
 */
function toEnded(resource: Listed): string | undefined {
  if (resource.resourceType === 'MedicationStatement') return resource.effectivePeriod?.end;
  const ended = resource.extension?.find(({ url }) => url === dateEndedUrl)?.valueDateTime;
  const last = ended ?? findBoundsEnd(resource.dosageInstruction);
  if (last || resource.status === 'stopped') return last;
  return resource.dispenseRequest?.validityPeriod?.end;
}

function findBoundsEnd(dosages: readonly Dosage[] | undefined): string | undefined {
  let latest: string | undefined;
  for (const dosage of dosages ?? []) {
    const end = dosage.timing?.repeat?.boundsPeriod?.end;
    if (end && !(toEndEpoch(latest) >= toEndEpoch(end))) latest = end;
  }
  return latest;
}

function toItem(
  resource: Listed,
  standing: Standing,
  context: ClinicalContext,
  included: readonly FhirResource[],
): MedicationItem {
  const isRequest = resource.resourceType === 'MedicationRequest';
  const authored = isRequest ? resource.authoredOn : resource.dateAsserted;
  const name = findName(resource, included);
  const absent = name ? undefined : findConceptAbsentReason(resource.medicationCodeableConcept);
  const effective = isRequest
    ? resource.authoredOn
    : (resource.effectiveDateTime ?? resource.effectivePeriod?.start);
  return {
    source: toSource(context, resource),
    effective,
    text: name ?? absent ?? '?',
    absent,
    dose: toDose(isRequest ? resource.dosageInstruction : resource.dosage),
    qualifier: standing.qualifier,
    isActive: standing.isActive,
    authored,
    ended: toEnded(resource),
    prescriber: isRequest ? trimmed(resource.requester?.display) : undefined,
  };
}

/** The concept's words, else the reference's display, else those of the contained or read Medication. */
function findName(resource: Listed, included: readonly FhirResource[]): string | undefined {
  const reference = resource.medicationReference;
  return (
    toConceptText(resource.medicationCodeableConcept) ??
    trimmed(reference?.display) ??
    toConceptText(findMedicationCode(resource, reference, included)) ??
    trimmed(reference?.reference)
  );
}

function findMedicationCode(
  resource: Listed,
  reference: Reference | undefined,
  included: readonly FhirResource[],
): CodeableConcept | undefined {
  const target = reference?.reference;
  if (!target) return undefined;
  const isContained = target.startsWith('#');
  const id = isContained ? target.slice(1) : toReferencedId(target, 'Medication');
  const among: readonly Resource[] = isContained ? (resource.contained ?? []) : included;
  return among.filter(isMedication).find((medication) => medication.id === id)?.code;
}

function isMedication(resource: Resource): resource is Medication {
  return resource.resourceType === 'Medication';
}
