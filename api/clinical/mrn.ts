// Which identifier is the medical record number. Never a social-security, licence, passport or tax number.
import type { Identifier } from 'fhir/r4';
import type { Mrn } from '../contract/values';
import { findAbsentReason } from './absent';
import { toPlainMrn } from './mrn-forms';
import { type Clock, hasEnded } from './periods';
import { compareEpochs, toEpoch } from './times';

// Types of HL7 table 0203 that must never be shown as an MRN. SB (social beneficiary) is how Synthea's DSTU2 and STU3
// patients carry their social-security number.
const forbiddenTypes: readonly string[] = ['SS', 'SB', 'DL', 'PPN', 'TAX', 'NIIP'];

// Systems of national, licence and passport numbers: by HL7's registered OID or by a word in the address.
const forbiddenOids: readonly string[] = ['2.16.840.1.113883.4.1', '2.16.840.1.113883.2.4.6.3'];
const forbiddenOidTrees: readonly string[] = ['2.16.840.1.113883.4.3.', '2.16.840.1.113883.4.330.'];
const forbiddenWords: readonly string[] = [
  'social-security',
  'socialsecurity',
  'social security',
  'passport',
  'driver',
  'licence',
  'license',
  'taxpayer',
];

export interface ChosenMrn {
  readonly mrn: Mrn | undefined;
  /** Why there is none, where the server says so. */
  readonly absent: string | undefined;
}

export function toChosenMrn(
  identifiers: readonly Identifier[] | undefined,
  clock: Clock,
  mrnSystem?: string,
): ChosenMrn {
  let best: Identifier | undefined;
  let bestRank = -1;
  let absent: string | undefined;
  for (const identifier of identifiers ?? []) {
    const rank = toRank(identifier, clock, mrnSystem);
    if (rank < 0 || isForbiddenNumber(identifier)) continue;
    if (!identifier.value?.trim()) {
      absent ??= findAbsentReason(identifier._value) ?? findAbsentReason(identifier);
      continue;
    }
    if (best && (rank < bestRank || (rank === bestRank && !isLater(identifier, best)))) continue;
    best = identifier;
    bestRank = rank;
  }
  if (!best?.value) return { mrn: undefined, absent };
  return { mrn: { value: best.value.trim(), system: best.system }, absent: undefined };
}

/** Whether one of these numbers is, or was, this person's MRN: a search by number also finds insurance and licence numbers. */
export function hasMrn(
  identifiers: readonly Identifier[] | undefined,
  plain: ReadonlySet<string>,
  clock: Clock,
  mrnSystem?: string,
): boolean {
  return (identifiers ?? []).some(
    (identifier) =>
      toRank(identifier, clock, mrnSystem) >= 0 &&
      !isForbiddenNumber(identifier) &&
      plain.has(toPlainMrn(identifier.value ?? '')),
  );
}

/**
 * Higher is better, -1 is no MRN at all: type MR before an untyped one of the partner's system; among those of type
 * MR the partner's system, then `usual`, then the rest; an old or ended one only where there is no other.
 */
function toRank(identifier: Identifier, clock: Clock, mrnSystem: string | undefined): number {
  const isOfPartner = mrnSystem !== undefined && identifier.system === mrnSystem;
  const isTyped = isMedicalRecord(identifier);
  if (!isTyped && !isOfPartner) return -1;
  const isFormer = identifier.use === 'old' || hasEnded(identifier.period, clock);
  return (
    (isTyped ? 16 : 0) + (isFormer ? 0 : 8) + (isOfPartner ? 4 : 0) + (identifier.use === 'usual' ? 2 : 0)
  );
}

function isMedicalRecord(identifier: Identifier): boolean {
  for (const coding of identifier.type?.coding ?? []) {
    if (coding.code === 'MR' && (coding.system === undefined || isTable0203(coding.system))) return true;
  }
  return false;
}

/** The address of the table in R4 and in DSTU2 and STU3. */
function isTable0203(system: string): boolean {
  return (
    system === 'http://terminology.hl7.org/CodeSystem/v2-0203' || system === 'http://hl7.org/fhir/v2/0203'
  );
}

function isLater(a: Identifier, b: Identifier): boolean {
  return compareEpochs(toEpoch(a.period?.start), toEpoch(b.period?.start)) > 0;
}

/** A social-security, licence, passport or tax number: never shown, whatever else it is marked as. */
export function isForbiddenNumber(identifier: Identifier): boolean {
  for (const coding of identifier.type?.coding ?? []) {
    if (coding.code !== undefined && forbiddenTypes.includes(coding.code)) return true;
  }
  const typeText = identifier.type?.text;
  if (typeText && hasForbiddenWord(typeText.toLowerCase())) return true;
  return identifier.system !== undefined && isForbiddenSystem(identifier.system);
}

const knownSystems = new Map<string, boolean>();

function isForbiddenSystem(system: string): boolean {
  const known = knownSystems.get(system);
  if (known !== undefined) return known;
  const lower = system.toLowerCase();
  const oid = lower.startsWith('urn:oid:') ? lower.slice('urn:oid:'.length) : lower;
  const isFound =
    forbiddenOids.includes(oid) ||
    forbiddenOidTrees.some((tree) => oid.startsWith(tree)) ||
    hasForbiddenWord(lower);
  // Systems come from other servers: remember a few, not any number of them.
  if (knownSystems.size < 500) knownSystems.set(system, isFound);
  return isFound;
}

/** As a word of its own: "wellnessnet" is no social-security number. */
const shortWord = /(?:^|[^a-z])(?:us)?ssn(?:$|[^a-z])/;

function hasForbiddenWord(lower: string): boolean {
  return shortWord.test(lower) || forbiddenWords.some((word) => lower.includes(word));
}
