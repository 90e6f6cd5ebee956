// The sections of a patient's chart to one batch-response Bundle, an entry per type in the contract's order. Pure.
import type { Bundle, BundleEntry, Coding, FhirResource, OperationOutcome } from 'fhir/r4';
import { type ChartType, chartTypes } from '../contract/columns';
import type { ChartSections, Section } from '../fhir/ehr';
import { withoutNarrative } from './search.map';

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
    return { resource: toSearchset(section, base), response: { status: '200 OK', ...fetched } };
  }
  if (section?.status === 'notOffered') {
    const outcome = toOutcome('not-supported', 'server_error', `The server does not offer ${type}.`);
    return { resource: outcome, response: { status: '501 not offered', outcome, ...fetched } };
  }
  const reason = section?.reason ?? 'internal';
  const status = reason === 'patient_not_found' ? '404 not found' : '502 failed';
  const outcome = toOutcome('processing', reason, `${type} could not be read.`);
  return { resource: outcome, response: { status, outcome, ...fetched } };
}

function toSearchset(section: Extract<Section, { status: 'ok' }>, base: string): Bundle {
  const tag: Coding[] = [
    ...(section.mayBeIncomplete ? [{ system: 'urn:patients:read', code: 'may-be-incomplete' }] : []),
    ...(section.droppedForeign > 0
      ? [{ system: 'urn:patients:read', code: 'foreign-dropped', display: String(section.droppedForeign) }]
      : []),
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

function toResourceEntry(resource: FhirResource, mode: 'match' | 'include', base: string): BundleEntry {
  return {
    fullUrl: `${base}/${resource.resourceType}/${resource.id ?? ''}`,
    resource: withoutNarrative(resource),
    search: { mode },
  };
}

function toOutcome(code: 'not-supported' | 'processing', reason: string, text: string): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code,
        details: { coding: [{ system: 'urn:patients:error', code: reason }], text },
      },
    ],
  };
}
