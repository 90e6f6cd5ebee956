// Microsoft's FHIR servers, open-source and managed, behind a made-up Entra: partners.md, section 2.5.
import type { Persona } from '../persona';
import type { Release } from '../resource';
import { toClient, toUsual } from './usual';

/** The tenant that the services trust, and what its tokens are for. */
export const trustedTenant = '33333333-cccc-4ccc-8ccc-333333333333';
export const toAudience = (id: string) => `https://${id.replace('-stu3', '')}.sandbox.example`;

function toMicrosoft<Id extends string>(id: Id, release: Release, preset: 'ms-oss' | 'ahds', name: string) {
  return {
    ...toUsual(id, release, name, 'Sign-in by Entra; lenient with a warning; totals only on request'),
    preset,
    auth: toClient(id, 'entra', { lifetimeSeconds: 3_599 }),
    total: 'onDemand',
    page: { usual: 10, most: 1000 },
    quirks: {
      about: {
        software: preset === 'ahds' ? 'Azure FHIR Service' : 'Microsoft FHIR Server',
        version: '4.0.594',
        publisher: 'Microsoft',
        description: '',
      },
      search: { sortKeys: 1, refusesEstimate: true },
      rosters: ['List', 'Group', 'stayByPlace'],
      batch: { tooMany: 'BundleEntryLimitExceeded' },
      throttle: 'microsoft',
    },
  } as const satisfies Persona;
}

const [oss, managed] = ["Microsoft's FHIR server", 'Azure Health Data Services'] as const;

export const microsofts = {
  'ms-oss': toMicrosoft('ms-oss', 'R4', 'ms-oss', oss),
  'ms-oss-stu3': toMicrosoft('ms-oss-stu3', 'STU3', 'ms-oss', `${oss} (STU3)`),
  ahds: toMicrosoft('ahds', 'R4', 'ahds', managed),
  'ahds-stu3': toMicrosoft('ahds-stu3', 'STU3', 'ahds', `${managed} (STU3)`),
};
