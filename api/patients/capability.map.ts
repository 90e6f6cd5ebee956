// What the facade says of itself: a small read-only R4 server. Pure.
import type { CapabilityStatement } from 'fhir/r4';

const searchParams = [
  ['name', 'string'],
  ['family', 'string'],
  ['given', 'string'],
  ['birthdate', 'date'],
  ['gender', 'token'],
  ['identifier', 'token'],
  ['_id', 'token'],
] as const;

export function toCapability(base: string): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-22',
    kind: 'instance',
    software: { name: 'Patients' },
    implementation: { description: 'Read-only view of the connected EHR, in R4', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    rest: [
      {
        mode: 'server',
        security: { description: 'The bearer token of Teams single sign-on.' },
        resource: [
          {
            type: 'Patient',
            interaction: [{ code: 'read' }, { code: 'search-type' }],
            searchParam: searchParams.map(([name, type]) => ({ name, type })),
            operation: [{ name: 'chart', definition: 'urn:patients:operation:chart' }],
          },
          {
            type: 'Encounter',
            interaction: [{ code: 'search-type' }],
            searchParam: [
              { name: 'patient', type: 'reference', documentation: 'By POST; the newest of each.' },
            ],
          },
        ],
      },
    ],
  };
}
