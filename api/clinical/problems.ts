// Problems: which conditions are listed, in which order, and which one is the main problem of a row and why.
import type { Condition, Encounter, EncounterDiagnosis, FhirResource } from 'fhir/r4';
import type { MainProblemValue, ProblemItem, Qualifier } from '../contract/values';
import { findConceptAbsentReason } from './absent';
import { findCodeAmong, hasCode, toConceptText, trimmed } from './codings';
import { type ClinicalContext, toSource } from './context';
import { compareIds } from './encounters';
import { toReferencedId } from './references';
import { toSeverityRank } from './severity';
import { compareEpochs, toEpoch } from './times';

const excluded = ['entered-in-error', 'refuted'] as const;
const active = ['active', 'recurrence', 'relapse'] as const;
const over = ['inactive', 'remission', 'resolved'] as const;
const unsure = ['unconfirmed', 'provisional', 'differential'] as const;

/** Active ones first, then by severity, latest recorded, latest onset. Those in error or refuted are left out. */
export function toProblems(resources: readonly FhirResource[], context: ClinicalContext): ProblemItem[] {
  return toShown(resources)
    .sort((a, b) => Number(isActive(b)) - Number(isActive(a)) || compareByWeight(b, a))
    .map((condition) => toProblemItem(condition, context));
}

/** Undefined where no problem is active and the encounter names no diagnosis. */
export function toMainProblem(
  resources: readonly FhirResource[],
  encounter: Encounter | undefined,
  context: ClinicalContext,
): MainProblemValue | undefined {
  let best: Condition | undefined;
  let count = 0;
  for (const condition of toShown(resources)) {
    if (!isActive(condition)) continue;
    count++;
    if (!best || compareByWeight(condition, best) > 0) best = condition;
  }
  const diagnosis = findDiagnosis(encounter, resources, context);
  if (diagnosis) {
    const more = diagnosis.isCounted ? count - 1 : count;
    return { main: diagnosis.item, rule: 'encounter-diagnosis', more };
  }
  if (!best) return undefined;
  const rule = toSeverityRank(best.severity) > 0 ? 'severity' : 'latest';
  return { main: toProblemItem(best, context), rule, more: count - 1 };
}

function toShown(resources: readonly FhirResource[]): Condition[] {
  const shown: Condition[] = [];
  for (const resource of resources) {
    if (resource.resourceType === 'Condition' && !isExcluded(resource)) shown.push(resource);
  }
  return shown;
}

function isExcluded(condition: Condition): boolean {
  return findCodeAmong(condition.verificationStatus, excluded) !== undefined;
}

/** A condition without a status that anybody knows and without an end is taken for what it says: the person has it. */
function isActive(condition: Condition): boolean {
  if (findCodeAmong(condition.clinicalStatus, active)) return true;
  return !findCodeAmong(condition.clinicalStatus, over) && !hasAbated(condition);
}

function hasAbated(condition: Condition): boolean {
  const end =
    condition.abatementDateTime ??
    condition.abatementPeriod?.end ??
    condition.abatementString ??
    condition.abatementAge ??
    condition.abatementRange;
  return end !== undefined;
}

/** Positive where `a` weighs more: severity, recorded, onset; the id decides between equals. */
function compareByWeight(a: Condition, b: Condition): number {
  return (
    toSeverityRank(a.severity) - toSeverityRank(b.severity) ||
    compareEpochs(toEpoch(a.recordedDate), toEpoch(b.recordedDate)) ||
    compareEpochs(toEpoch(toOnset(a)), toEpoch(toOnset(b))) ||
    compareIds(b, a)
  );
}

function toProblemItem(condition: Condition, context: ClinicalContext): ProblemItem {
  const onset = toOnset(condition);
  const text = toConceptText(condition.code);
  const absent = text === undefined ? findConceptAbsentReason(condition.code) : undefined;
  return {
    source: toSource(context, condition),
    effective: onset,
    text: text ?? absent ?? '?',
    absent,
    category: toCategory(condition),
    isActive: isActive(condition),
    qualifier: toQualifier(condition),
    severity: toConceptText(condition.severity),
    onset,
    recorded: condition.recordedDate,
  };
}

function toCategory(condition: Condition): ProblemItem['category'] {
  for (const category of condition.category ?? []) {
    if (hasCode(category, 'problem-list-item')) return 'problem-list-item';
    if (hasCode(category, 'encounter-diagnosis')) return 'encounter-diagnosis';
  }
  return 'other';
}

function toQualifier(condition: Condition): Qualifier | undefined {
  return findCodeAmong(condition.verificationStatus, unsure);
}

/** The onset as the server gives it: a time, the start of a period, an age or words. Never the recorded date. */
function toOnset(condition: Condition): string | undefined {
  const age = condition.onsetAge;
  return (
    condition.onsetDateTime ??
    condition.onsetPeriod?.start ??
    trimmed(condition.onsetString) ??
    (age?.value === undefined ? undefined : `${age.value} ${age.unit ?? age.code ?? ''}`.trim())
  );
}

interface FoundDiagnosis {
  readonly item: ProblemItem;
  /** It is one of the active problems and so not one of the rest. */
  readonly isCounted: boolean;
}

/** The encounter's diagnosis of use DD or AD, else the one of rank 1. */
function findDiagnosis(
  encounter: Encounter | undefined,
  resources: readonly FhirResource[],
  context: ClinicalContext,
): FoundDiagnosis | undefined {
  if (!encounter?.diagnosis) return undefined;
  const candidates = encounter.diagnosis.filter((diagnosis) => toDiagnosisOrder(diagnosis) < noOrder);
  candidates.sort((a, b) => toDiagnosisOrder(a) - toDiagnosisOrder(b));
  for (const diagnosis of candidates) {
    const id = toReferencedId(diagnosis.condition?.reference, 'Condition');
    const found = id === undefined ? undefined : resources.find((resource) => resource.id === id);
    if (found?.resourceType === 'Condition') {
      if (isExcluded(found) || !isActive(found)) continue;
      return { item: toProblemItem(found, context), isCounted: true };
    }
    const text = trimmed(diagnosis.condition?.display);
    if (text) return { item: toNamedDiagnosis(text, encounter, context), isCounted: false };
  }
  return undefined;
}

const noOrder = 1000;

function toDiagnosisOrder(diagnosis: EncounterDiagnosis): number {
  const rank = Math.min(diagnosis.rank ?? 99, 99);
  if (hasCode(diagnosis.use, 'DD')) return rank * 2;
  if (hasCode(diagnosis.use, 'AD')) return rank * 2 + 1;
  return rank === 1 ? noOrder - 1 : noOrder;
}

/** A diagnosis that the encounter names in words and that isn't among the conditions. */
function toNamedDiagnosis(text: string, encounter: Encounter, context: ClinicalContext): ProblemItem {
  return {
    source: toSource(context, encounter),
    effective: encounter.period?.start,
    text,
    category: 'encounter-diagnosis',
    isActive: true,
  };
}
