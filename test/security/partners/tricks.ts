// What a partner's server says to lure secrets and tokens to somewhere else: token addresses, links, redirects.
import { interfaceTypes } from '../../../api/contract/columns';
import type { Recorded, Said } from '../../support/token-server';

export interface Hosts {
  readonly fhir: string;
  readonly token: string;
  readonly foreign: string;
}

export interface Trick {
  readonly name: string;
  fhir(asked: Recorded, hosts: Hosts): Said;
  /** What the token server says; else a good token. */
  token?(hosts: Hosts): Said;
}

const oauthUris = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris';
const json = (value: unknown, headers: Readonly<Record<string, string>> = {}): Said => ({
  status: 200,
  json: value,
  headers,
});

function toStatement(tokenUri: string | undefined): Said {
  const token = { url: oauthUris, extension: [{ url: 'token', valueUri: tokenUri }] };
  const searchParam = ['identifier', 'patient', 'date'].map((name) => ({ name }));
  return json({
    resourceType: 'CapabilityStatement',
    fhirVersion: '4.0.1',
    rest: [
      {
        mode: 'server',
        ...(tokenUri === undefined ? {} : { security: { extension: [token] } }),
        resource: interfaceTypes.map((type) => ({ type, searchParam })),
        interaction: [{ code: 'batch' }],
      },
    ],
  });
}

type Decorate = (bundle: object, resource: object, hosts: Hosts) => Said;

const patient = { resourceType: 'Patient', id: 'p1', name: [{ family: 'Solo' }] };
const stay = {
  resourceType: 'Encounter',
  id: 'e1',
  status: 'in-progress',
  subject: { reference: 'Patient/p1' },
};

function toSearchset(resource: object): object {
  return { resourceType: 'Bundle', type: 'searchset', entry: [{ resource }] };
}

/** A well-behaved server, but for what `decorate` does to an answer and what it names as the token endpoint. */
function toServer(decorate: Decorate, tokenUri?: (hosts: Hosts) => string): Trick['fhir'] {
  return ({ path, body }, hosts) => {
    const uri = tokenUri?.(hosts);
    if (path.endsWith('/metadata')) return toStatement(uri);
    if (path.includes('.well-known'))
      return uri === undefined ? { status: 404 } : json({ token_endpoint: uri });
    if (/\/Patient\/p1/.test(path)) return decorate(patient, patient, hosts);
    const resource = path.includes('Patient') ? patient : stay;
    if (!body.startsWith('{')) return decorate(toSearchset(resource), resource, hosts);
    const asked: { entry: { request: { url: string } }[] } = JSON.parse(body);
    const entry = asked.entry.map(({ request }) => {
      const of = request.url.startsWith('Encounter')
        ? toSearchset(stay)
        : { resourceType: 'Bundle', type: 'searchset' };
      const said = decorate(request.url.startsWith('Patient/') ? patient : of, resource, hosts);
      return { response: { status: '200 OK', location: `${hosts.foreign}/x` }, resource: said.json };
    });
    return json({ resourceType: 'Bundle', type: 'batch-response', entry });
  };
}

const plain: Decorate = (bundle) => json(bundle);

/** Twenty-five ways of naming a token endpoint that is not the registered one. */
const tokenUris: readonly ((hosts: Hosts) => string)[] = [
  ({ foreign }) => `${foreign}/token`,
  ({ foreign }) => foreign,
  ({ foreign }) => foreign.replace('http:', ''),
  ({ foreign }) => foreign.replace('http:', 'https:'),
  ({ foreign }) => foreign.replace('localhost', '127.0.0.1'),
  ({ foreign }) => foreign.replace('localhost', '[::1]'),
  ({ foreign }) => foreign.replace('localhost', 'LOCALHOST.'),
  ({ foreign, token }) => `${token.replace('localhost', 'localhost@localhost')}@${foreign.slice(7)}/token`,
  ({ foreign, token }) => `${foreign}/${token}/token`,
  ({ foreign, token }) => `${foreign}#${token}/token`,
  ({ foreign, token }) => `${foreign}?${token}/token`,
  ({ foreign, token }) => `${foreign}\\@${token.slice(7)}/token`,
  ({ token }) => `${token}/token/../steal`,
  ({ token }) => `${token}/token2`,
  ({ token }) => `${token}/Token`,
  ({ token }) => `${token}/token?to=x`,
  ({ token }) => `${token}/token#x`,
  ({ token }) => `${token}/%74oken/x`,
  ({ token }) => `${token}/token%2f..%2fsteal`,
  ({ token }) => token.replace('localhost', 'user:pass@localhost'),
  ({ fhir }) => `${fhir}/r4/token`,
  () => '/r4/token',
  () => 'token',
  () => 'javascript:alert(1)',
  () => 'file:///etc/passwd',
];

const toEntry = (resource: object, more: object) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: [{ resource, ...more }],
});
const isBundle = (value: object) => 'entry' in value;
const lures: Readonly<Record<string, Decorate>> = {
  'a next link to a stranger': (bundle, _, { foreign }) =>
    json({ ...bundle, link: [{ relation: 'next', url: `${foreign}/r4/Patient?page=2` }] }),
  'a next link outside the base': (bundle, _, { fhir }) =>
    json({ ...bundle, link: [{ relation: 'next', url: `${fhir}/r4evil/Patient?page=2` }] }),
  'a next link that climbs': (bundle, _, { fhir }) =>
    json({ ...bundle, link: [{ relation: 'next', url: `${fhir}/r4/../admin?page=2` }] }),
  'a next link with hidden dots': (bundle, _, { fhir }) =>
    json({ ...bundle, link: [{ relation: 'next', url: `${fhir}/r4/%2e%2e/admin?page=2` }] }),
  'a next link without a scheme': (bundle, _, { foreign }) =>
    json({ ...bundle, link: [{ relation: 'next', url: foreign.slice(5) }] }),
  'a next link with a user': (bundle, _, { foreign, fhir }) =>
    json({ ...bundle, link: [{ relation: 'next', url: `${fhir}@${foreign.slice(7)}/r4/x` }] }),
  'a next link with a backslash': (bundle, _, { foreign }) =>
    json({ ...bundle, link: [{ relation: 'next', url: `\\\\${foreign.slice(7)}/r4/x` }] }),
  'absolute references': (bundle, resource, { foreign }) => {
    const reference = `${foreign}/r4/Location/1`;
    const there = {
      ...resource,
      location: [{ location: { reference } }],
      subject: { reference: 'Patient/p1' },
      partOf: { reference },
      medicationReference: { reference },
    };
    return json(isBundle(bundle) ? toEntry(there, {}) : { ...there, managingOrganization: { reference } });
  },
  'references that climb': (bundle, resource) => {
    const reference = 'Location/../../admin';
    return json(
      isBundle(bundle) ? toEntry({ ...resource, location: [{ location: { reference } }] }, {}) : bundle,
    );
  },
  'a foreign fullUrl': (bundle, resource, { foreign }) =>
    json(isBundle(bundle) ? toEntry(resource, { fullUrl: `${foreign}/r4/Patient/p1` }) : bundle),
  'a foreign request.url': (bundle, resource, { foreign }) =>
    json(isBundle(bundle) ? toEntry(resource, { request: { method: 'GET', url: `${foreign}/x` } }) : bundle),
  'a Location header': (bundle, _, { foreign }) =>
    json(bundle, {
      location: `${foreign}/x`,
      'content-location': `${foreign}/y`,
      refresh: `0;url=${foreign}`,
      link: `<${foreign}/z>; rel="next"`,
      'alt-svc': `h2="${foreign.slice(7)}"`,
    }),
  'a foreign self and base': (bundle, _, { foreign }) =>
    json({
      ...bundle,
      link: [{ relation: 'self', url: foreign }],
      implicitRules: foreign,
      meta: { profile: [foreign] },
    }),
};

const statuses = [301, 302, 303, 307, 308];
const targets: Readonly<Record<string, (hosts: Hosts, path: string) => string>> = {
  'another path': ({ fhir }) => `${fhir}/elsewhere`,
  'another port': ({ foreign }, path) => `${foreign}${path}`,
  'another host': ({ foreign }, path) => `${foreign.replace('localhost', '127.0.0.1')}${path}`,
  'no scheme': ({ foreign }) => foreign.slice(5),
  'a file': () => 'file:///etc/passwd',
  itself: ({ fhir }, path) => `${fhir}${path}`,
};
type Phase = 'metadata' | 'discovery' | 'token' | 'data';
const phases: readonly Phase[] = ['metadata', 'discovery', 'token', 'data'];

function toPhase(path: string): Phase {
  if (path.endsWith('/metadata')) return 'metadata';
  return path.includes('.well-known') ? 'discovery' : 'data';
}

function toRedirects(): Trick[] {
  const good = toServer(plain);
  return statuses.flatMap((status) =>
    Object.entries(targets).flatMap(([target, toTarget]) =>
      phases.map((phase): Trick => {
        const redirect = (hosts: Hosts, path: string): Said => ({
          status,
          headers: { location: toTarget(hosts, path) },
        });
        return {
          name: `${status} to ${target} at ${phase}`,
          fhir: (asked, hosts) =>
            toPhase(asked.path) === phase ? redirect(hosts, asked.path) : good(asked, hosts),
          ...(phase === 'token' && { token: (hosts: Hosts) => redirect(hosts, '/token') }),
        };
      }),
    ),
  );
}

export function toTricks(): Trick[] {
  return [
    { name: 'nothing wrong', fhir: toServer(plain) },
    ...tokenUris.map((uri, i) => ({ name: `token address ${i}`, fhir: toServer(plain, uri) })),
    ...Object.entries(lures).map(([name, decorate]) => ({ name, fhir: toServer(decorate) })),
    ...toRedirects(),
  ];
}
