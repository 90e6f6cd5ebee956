// What a server that means harm does, trick by trick, as settings of the knobs: any persona can be told to play one.
import type { Knobs } from './control/knobs';

export interface Trick {
  name: string;
  knobs: Partial<Knobs>;
}

const linkLocal = 'http://169.254.169.254/latest/meta-data';

/** `elsewhere`: an origin that no partner has, where a test reads the journal. */
export function toTricks(elsewhere: string): Trick[] {
  const tokenUrls = [
    `${elsewhere}/token`,
    'javascript:alert(1)',
    'http://token.sandbox.example/token',
    '/relative/token',
    'https://10.0.0.1/token',
    `${linkLocal}/token`,
  ];
  return [
    ...tokenUrls.map((url) => ({ name: `token address ${url}`, knobs: { tokenEndpointAdvertised: url } })),
    { name: 'a token address that drifts', knobs: { tokenEndpointLater: `${elsewhere}/token` } },
    { name: 'next links to elsewhere', knobs: { nextOrigin: elsewhere, pageLoop: true } },
    { name: 'references to elsewhere', knobs: { referenceOrigin: elsewhere } },
    { name: 'a token endpoint that redirects', knobs: { at: ['token'], redirectTo: `${elsewhere}/token` } },
    { name: 'a redirect to a link-local address', knobs: { redirectTo: linkLocal } },
    { name: 'a redirect to elsewhere', knobs: { redirectTo: `${elsewhere}/fhir` } },
    { name: 'a gzip bomb', knobs: { gzipBombBytes: 200 * 1024 * 1024 } },
    { name: 'ten megabytes of metadata', knobs: { at: ['metadata'], hugeBytes: 10 * 1024 * 1024 } },
    { name: 'a slow drip', knobs: { dripMs: 50 } },
    { name: 'a page instead of FHIR', knobs: { html: true } },
    { name: 'scripts in names and narratives', knobs: { scripts: true } },
    {
      name: "other people's rows",
      knobs: {
        leakOtherPatient: ['Observation', 'Condition', 'Encounter', 'Coverage', 'AllergyIntolerance'],
      },
    },
  ];
}
