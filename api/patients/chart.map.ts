// The sections of a patient's chart to one batch-response Bundle, an entry per type in the contract's order. Pure.
import type { Bundle, BundleEntry, Coding, FhirResource, OperationOutcome } from 'fhir/r4';
import { mayHaveOlderStay } from '../clinical/encounters';
import { type ChartType, chartTypes } from '../contract/columns';
import type { ChartSections, Section } from '../fhir/ehr';
import { toDisclosed } from './search.map';

export function toChartBundle(patientId: string, sections: ChartSections, base: string): Bundle {
  return {
    resourceType: 'Bundle',
    type: 'batch-response',
    link: [{ relation: 'self', url: `${base}/Patient/${patientId}/$chart` }],
    entry: chartTypes.map((type) => toEntry(type, sections[type], base)),
  };
}

function toEntry(type: ChartType, section: Section | undefined, base: string): BundleEntry {
  const fetched = section && { lastModified: section.fetched };
  if (section?.status === 'ok') {
    return { resource: toSearchset(type, section, base), response: { status: '200 OK', ...fetched } };
  }
  if (section?.status === 'notOffered') {
    const outcome = toOutcome('not-supported', ['server_error'], `The server does not offer ${type}.`);
    return { resource: outcome, response: { status: '501 not offered', outcome, ...fetched } };
  }
  const reason = section?.reason ?? 'internal';
  const status = reason === 'patient_not_found' ? '404 not found' : '502 failed';
  const outcome = toOutcome('processing', [reason, section?.retryAfterSeconds], `${type} could not be read.`);
  return { resource: outcome, response: { status, outcome, ...fetched } };
}

type OkSection = Extract<Section, { status: 'ok' }>;

/** How a section was read, in tags of our own: what may be missing, what was left out. */
const system = 'urn:patients:read';
export const incompleteTag: Coding = { system, code: 'may-be-incomplete' };

function toSearchset(type: ChartType, section: OkSection, base: string): Bundle {
  const { droppedForeign, unreadable = 0 } = section;
  const tag: Coding[] = [
    ...(isIncomplete(type, section) ? [incompleteTag] : []),
    ...(section.hasOlder ? [{ system, code: 'older-not-read' }] : []),
    ...(droppedForeign > 0 ? [{ system, code: 'foreign-dropped', display: String(droppedForeign) }] : []),
    ...(unreadable > 0 ? [{ system, code: 'unreadable', display: String(unreadable) }] : []),
  ];
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(tag.length > 0 && { meta: { tag } }),
    total: section.resources.length,
    entry: [
      ...section.resources.map((resource) => toResourceEntry(resource, 'match', base)),
      ...section.included.map((resource) => toResourceEntry(resource, 'include', base)),
    ],
  };
}

/** As in the row: older ones that weren't read matter where the answer may be among them. */
export function isIncomplete(type: ChartType, section: OkSection): boolean {
  if (section.mayBeIncomplete) return true;
  if (section.hasOlder && section.resources.length === 0) return true;
  return type === 'Encounter' && mayHaveOlderStay(section);
}

function toResourceEntry(resource: FhirResource, mode: 'match' | 'include', base: string): BundleEntry {
  return {
    fullUrl: `${base}/${resource.resourceType}/${resource.id ?? ''}`,
    resource: toDisclosed(resource),
    search: { mode },
  };
}

function toOutcome(
  code: 'not-supported' | 'processing',
  [reason, wait]: readonly [reason: string, wait?: number | undefined],
  text: string,
): OperationOutcome {
  const retry = wait === undefined ? [] : [{ system: 'urn:patients:retry-after', code: String(wait) }];
  return {
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code,
        details: { coding: [{ system: 'urn:patients:error', code: reason }, ...retry], text },
      },
    ],
  };
}
