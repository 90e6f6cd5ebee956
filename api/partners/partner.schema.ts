// A registered partner: where it is, how this app proves itself there, how tenants are told apart, and the rules by which its
// servers differ from the standard. Knows no network. Presets fill in what isn't said: see presets.ts.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { limits } from '../contract/limits';
import { presetIds } from './preset-ids';

const release = z.enum(['DSTU2', 'STU3', 'R4']);
/** Those that carry the bearer token or frame the request are ours. */
const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,60}$/, 'is no header name')
  .refine(
    (name) => !/^(authorization|cookie|host|content-.*|transfer-encoding|connection|proxy-.*)$/i.test(name),
    'is a header that this app sets itself',
  );
const headers = z.record(headerName, z.string().max(500));

/** What a search of patients can be narrowed by, in the names of FHIR. */
export const patientFilters = [
  '_id',
  'identifier',
  'name',
  'family',
  'given',
  'birthdate',
  'gender',
  'phone',
  'email',
] as const;

/** What a server's own error number means here. `busy`: also where its day's budget is used up. */
export const errorMeanings = [
  'tooMany',
  'needsMore',
  'breakTheGlass',
  'unknownParameter',
  'pageExpired',
  'busy',
  'internal',
] as const;
export type ErrorMeaning = (typeof errorMeanings)[number];

const rules = z.strictObject({
  /** The release to speak, whatever the metadata says. */
  release: release.optional(),
  /** Sent with every FHIR request, for example {"Redox-Source-Id":"…"}. */
  headers: headers.default({}),
  /** Origins to which its servers may redirect a read; without any a redirect is a fault. No token goes along to another origin. */
  redirects: z
    .array(z.url().refine(isOrigin, 'is no origin such as https://fhir.example.org'))
    .max(5)
    .default([]),
  /** `declared` (default): batches if the metadata offers them. */
  batch: z.enum(['declared', 'always', 'never']).default('declared'),
  /** Entries of one batch at the most. */
  batchEntries: z.number().int().min(1).max(1000).default(100),
  batchHeaders: headers.default({}),
  sort: z.enum(['declared', 'always', 'never']).default('declared'),
  /** How patients are searched: a form in the body, the query of a POST, or a plain GET. */
  patientSearch: z.enum(['postForm', 'postQuery', 'get']).default('postForm'),
  /** How everything else is searched where there is no batch. */
  otherSearch: z.enum(['get', 'postForm']).default('get'),
  /** Whether `Prefer: handling=strict` is sent. */
  isStrictAsked: z.boolean().default(true),
  /** The server demands one of these sets of filters, for example [["identifier"],["family","given","birthdate"]]. */
  requires: z.array(z.array(z.enum(patientFilters)).min(1)).default([]),
  /** The server refuses a search with more hits than this. */
  resultCap: z.number().int().min(1).optional(),
  /** Hits are scored: more filters can widen the result, and a single hit need not be the one. */
  isFuzzy: z.boolean().default(false),
  /** How `family` and `name` match: `contains` sends the modifier, `declared` only where the metadata has it. */
  family: z.enum(['declared', 'contains', 'plain']).default('declared'),
  /** A name as one text: as it is, or "Last,First" in one parameter. */
  name: z.enum(['words', 'lastFirst']).default('words'),
  /** How an MRN is asked for: by its system, by a code of its type (`MRN|123`), or bare. */
  identifier: z.enum(['system', 'type', 'bare']).default('system'),
  /** The code for `identifier: "type"`. */
  identifierType: z.string().min(1).max(40).optional(),
  /** `accurateParam` asks for `_total=accurate`; `estimate`: what the server calls total is a guess; `none`: never asked for. */
  total: z.enum(['declared', 'accurateParam', 'estimate', 'none']).default('declared'),
  /** Parameters added to every search of a type, for example {"MedicationRequest":{"intent":"order,plan"}}. */
  params: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  /** The parameter that leads from a person to their coverage. */
  coverageBy: z.enum(['declared', 'patient', 'beneficiary', 'subscriber', 'none']).default('declared'),
  /** `_count` is never asked to be more. */
  pageSize: z.number().int().min(1).max(1000).optional(),
  /** `rebase`: a next link to another address is read at our own base, with its query only. */
  paging: z.enum(['strict', 'rebase']).default('strict'),
  /** Requests at a time to one of its servers. */
  inFlight: z.number().int().min(1).max(16).default(16),
  /** The server's own numbers beside the codes of the standard, for example {"4127":"tooMany"}. */
  errors: z.record(z.string(), z.enum(errorMeanings)).default({}),
  /** A regular expression with the named groups hospital, ward, room and bed, for places that come as one text. */
  locationSplit: z.string().max(500).refine(isRegExp, 'is not a regular expression').optional(),
  /** IANA name of the hospital's time zone. */
  zone: z.string().refine(isZone, 'is not a time zone such as Asia/Tokyo').optional(),
  /** A vital sign is shown as old after so many hours: 4 where they are taken all the time, a week where nobody lies. */
  vitalsOldAfterHours: z.number().int().min(1).max(8760).default(limits.vitalsOldAfterHours),
});
export type PartnerRules = z.output<typeof rules>;

const clientId = z.string().min(1).max(500);
const secrets = {
  clientId,
  clientSecret: z.string().min(1),
  /** The one before: tried once where the new one is refused, while the partner learns it. */
  previousSecret: z.string().min(1).optional(),
};
const certificate = z
  .string()
  .refine(isKeyWithCertificate, 'must be a private key and its certificate as PEM');
const auth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('client_secret_post'), ...secrets }),
  z.strictObject({ kind: z.literal('client_secret_basic'), ...secrets }),
  z.strictObject({
    kind: z.literal('private_key_jwt'),
    clientId,
    alg: z.enum(['RS384', 'ES384']).default('RS384'),
    /** What the assertion is made out to; the token endpoint if not said. Never taken from what a server advertises. */
    audience: z.url().optional(),
    seconds: z.number().int().min(30).max(300).default(300),
  }),
  z.strictObject({
    /** A service account's own grant (RFC 7523, 2.1, as Google has it): the assertion is the grant, and holds the scope. */
    kind: z.literal('jwt_bearer'),
    /** The e-mail address of the service account. */
    clientId,
    keyId: z.string().min(1).max(200),
    pem: z.string().refine(isRsaKey, 'must be an RSA private key of at least 2048 bits as PEM'),
    /** Whom the account acts for, where it was given that right. */
    subject: z.string().min(1).max(500).optional(),
    /** What the assertion is made out to; the token endpoint if not said. */
    audience: z.url().optional(),
    seconds: z.number().int().min(30).max(3600).default(300),
  }),
  z.strictObject({
    kind: z.literal('entra'),
    clientId,
    /** `https://login.microsoftonline.com`, or the one of a national cloud. */
    authority: z.url().default('https://login.microsoftonline.com'),
    /** The tenant that the FHIR service trusts; without it the GUID in the advertised token endpoint. */
    tenant: z.guid().optional(),
    /** Of the FHIR service; the scope is `<audience>/.default`. */
    audience: z.url(),
    credential: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('secret'),
        clientSecret: z.string().min(1),
        previousSecret: z.string().min(1).optional(),
      }),
      z.strictObject({
        kind: z.literal('certificate'),
        pem: certificate,
        /** The one before, as with secrets: tried once where Entra does not know the new one yet. */
        previousPem: certificate.optional(),
      }),
    ]),
  }),
]);
export type PartnerAuth = z.output<typeof auth>;

const routing = z.strictObject({
  /**
   * How the partner tells hospitals apart: by the scope of the token, by `{partnerTenant}` in the path of its bases, by a
   * header, or not at all.
   */
  by: z.enum(['scope', 'path', 'header', 'none']).default('scope'),
  header: headerName.optional(),
  /** Entra tenant → the partner's own name for the hospital. */
  tenants: z.record(z.guid().toLowerCase(), z.string().regex(/^(?!\.+$)[A-Za-z0-9._~-]{1,200}$/)).default({}),
});

const discovery = z.strictObject({
  /** Where the token endpoint is looked up to be compared with the registered one; the first that answers decides. */
  order: z.array(z.enum(['smart', 'capability', 'rfc8414', 'static'])).default(['capability']),
  /** Some keep smart-configuration at the root of the host. */
  smartAt: z.enum(['base', 'origin']).default('base'),
  /** Whether metadata is read with the token: where the server refuses to tell without, always, or never. */
  metadataAuth: z.enum(['auto', 'bearer', 'none']).default('auto'),
});

export const partner = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'must be small letters, digits and hyphens'),
    name: z.string().min(1).max(100),
    /** The system, see presets.ts. */
    preset: z.enum(presetIds).default('contract'),
    environment: z.enum(['production', 'sandbox']).default('production'),
    bases: z.array(z.url()).min(1),
    /** Not for Entra, whose address is known. */
    tokenEndpoint: z.url().optional(),
    auth,
    /** `{tid}` stands for the tenant's GUID, `{partnerTenant}` for the partner's name of the hospital; empty: none is sent. */
    scope: z.string().default('{tid}'),
    mrnSystem: z.string().optional(),
    /** Where `npm run partners` registered this app, and with what it manages that (RFC 7592). */
    registration: z.strictObject({ uri: z.url(), accessToken: z.string().min(1) }).optional(),
    routing: routing.prefault({}),
    discovery: discovery.prefault({}),
    rules: rules.prefault({}),
  })
  .superRefine((one, context) => {
    const fault = (path: readonly string[], message: string) =>
      context.addIssue({ code: 'custom', path: [...path], message });
    if (one.auth.kind !== 'entra' && one.tokenEndpoint === undefined)
      fault(['tokenEndpoint'], 'is missing: the address of the token endpoint');
    if (one.routing.by === 'header' && one.routing.header === undefined)
      fault(['routing', 'header'], 'is missing: the name of the header that tells hospitals apart');
    const isByPath = one.routing.by === 'path';
    if (isByPath && !one.bases.every((base) => base.split('/').includes('{partnerTenant}')))
      fault(
        ['bases'],
        'need {partnerTenant} as one segment of the path where hospitals are told apart by path',
      );
    if (!isByPath && one.bases.some((base) => base.includes('{partnerTenant}')))
      fault(['routing', 'by'], 'must be "path" where a base has {partnerTenant}');
    if (!one.bases.every((base) => /^https?:\/\/[^/]/.test(base)))
      fault(['bases'], 'must be addresses that start with https://');
    else if (!one.bases.every(isPlainBut))
      fault(['bases'], 'have braces in another place than one {partnerTenant}');
    if (one.routing.by === 'scope' && one.auth.kind === 'entra')
      fault(['routing', 'by'], 'must not be "scope" with Entra, whose scope names no hospital');
    if (one.routing.by === 'scope' && one.auth.kind !== 'entra' && !/\{(tid|partnerTenant)\}/.test(one.scope))
      fault(['scope'], 'must hold {tid} or {partnerTenant} where hospitals are told apart by scope');
    if (one.rules.identifier === 'type' && one.rules.identifierType === undefined)
      fault(['rules', 'identifierType'], 'is missing: the code in front of the MRN, for example MRN');
  });
export const partners = z.array(partner);
export type Partner = z.output<typeof partner>;
export type PartnerInput = z.input<typeof partner>;
export type PartnersInput = z.input<typeof partners>;
export const toRules = (given: z.input<typeof rules>): PartnerRules => rules.parse(given);
export const defaultRules: PartnerRules = toRules({});

/** No brace, encoded or not, but those of one placeholder in the path. */
function isPlainBut(base: string): boolean {
  const [before = '', ...after] = base.split('/{partnerTenant}');
  return after.length <= 1 && before.split('/').length > 2 && !/[{}]|%7b|%7d/i.test(before + after.join(''));
}

function isRsaKey(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
  } catch {
    return false;
  }
}

function isKeyWithCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).checkPrivateKey(createPrivateKey(pem));
  } catch {
    return false;
  }
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function isRegExp(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).format(0) !== '';
  } catch {
    return false;
  }
}
