// The whole configuration, read once. The only place that is given the environment; every fault is named at once.
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { Secret } from './secret';
import { secretFileVariables, withSecretFiles } from './secret-files';
import { demoFaults, serveFaults } from './serve-faults';
import { type offeredLinks, type Variables, variables } from './variables.schema';

export type Identity =
  | {
      readonly kind: 'entra';
      readonly credential:
        | { readonly kind: 'secret'; readonly secret: Secret }
        | { readonly kind: 'certificate'; readonly pem: Secret };
    }
  | {
      readonly kind: 'demo';
      /** Plays https://login.microsoftonline.com. */
      readonly issuerBase: string;
      /** Plays https://graph.microsoft.com/v1.0. */
      readonly graphBase: string;
      readonly secret: Secret;
    };

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: URL;
  readonly store:
    | { readonly kind: 'sqlite'; readonly file: string }
    | { readonly kind: 'postgres'; readonly url: Secret };
  readonly masterKey: Secret<Uint8Array>;
  /** That takes its place, while the two are exchanged. */
  readonly nextMasterKey: Secret<Uint8Array> | undefined;
  readonly identity: Identity;
  readonly clientId: string;
  readonly tenants: ReadonlySet<string>;
  /** Who may come in beside the members of a team's own tenant. */
  readonly listFilesFor: 'owners' | 'members';
  readonly admission: {
    readonly guestTenants: ReadonlySet<string>;
    /** Home tenant → tenants into whose shared channels its people may come. */
    readonly foreignTenants: ReadonlyMap<string, ReadonlySet<string>>;
  };
  /** JSON of the registered partners; api/partners knows its shape. */
  readonly partners: Secret<unknown>;
  /** Private keys for private_key_jwt, as they stand in their file; api/partners reads them. Empty: none. */
  readonly clientKeys: Secret;
  readonly openServers: readonly string[];
  readonly offeredLinks: z.output<typeof offeredLinks>;
  readonly outbound: { readonly allow: readonly string[]; readonly isHttpAllowed: boolean };
  readonly frameAncestors: readonly string[];
  /** Address ranges whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly audit: {
    readonly checkpoints: string | undefined;
    /** PEM of an Ed25519 key; empty: made from the master key. */
    readonly key: Secret;
  };
  readonly operator: string | undefined;
  readonly operatorContact: string | undefined;
  readonly ehrCacheSeconds: number;
  /** Tries of one team to connect that asked a server and came to nothing. */
  readonly connectsPerHour: number;
  /** Days that a deleted list is kept before it goes for good. */
  readonly deletedListDays: number;
  /** So long unused, the tab hides what it shows; 0: never. */
  readonly idleMinutes: number;
  /** Threads that read the EHRs for lists. */
  readonly readers: number;
  readonly logLevel: Variables['PATIENTS_LOG_LEVEL'];
}

export class ConfigFaults extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
    this.name = 'ConfigFaults';
    this.faults = faults;
  }
}

/** `operate`: the operator's commands, which serve nobody. */
export type Command = 'serve' | 'demo' | 'operate';
type Environment = Readonly<Record<string, string | undefined>>;

export interface ReadConfigOptions {
  readonly env: Environment;
  /** `serve` refuses what only a demo may do. */
  readonly command: Command;
  /** What is wrong with the file of registered partners, in words. */
  readonly findPartnerFaults: (json: unknown) => readonly string[];
}

/** Throws ConfigFaults with every fault. */
export function readConfig({ env, command, findPartnerFaults }: ReadConfigOptions): Config {
  const faults: string[] = [...unknownNames(env)];
  const parsed = variables.safeParse(withoutEmpty(withSecretFiles(env, faults)));
  if (!parsed.success) {
    faults.push(...parsed.error.issues.map((issue) => `${String(issue.path[0])} ${toWords(issue)}`));
    if (command === 'serve') faults.push(...demoFaults(env.PATIENTS_IDENTITY, env.PATIENTS_OUTBOUND_HTTP));
    throw new ConfigFaults(faults);
  }
  const v = parsed.data;
  if (command === 'serve') {
    faults.push(...demoFaults(v.PATIENTS_IDENTITY, v.PATIENTS_OUTBOUND_HTTP), ...serveFaults(v, env));
  }
  if (v.PATIENTS_NEXT_MASTER_KEY === v.PATIENTS_MASTER_KEY) {
    faults.push('PATIENTS_NEXT_MASTER_KEY is the master key itself: make another, or take it away');
  }
  faults.push(...admissionFaults(v));
  const identity = toIdentity(v, faults);
  const store = toStore(v.PATIENTS_STORE, faults);
  const partners = readPartners(v.PATIENTS_PARTNERS, faults);
  const keyFile = v.PATIENTS_CLIENT_KEYS;
  const clientKeys = keyFile === undefined ? '' : readText('PATIENTS_CLIENT_KEYS', keyFile, faults);
  const auditKeyFile = v.PATIENTS_AUDIT_KEY;
  const auditKey = auditKeyFile === undefined ? '' : readText('PATIENTS_AUDIT_KEY', auditKeyFile, faults);
  faults.push(...findPartnerFaults(partners).map((fault) => `PATIENTS_PARTNERS ${fault}`));
  if (faults.length > 0 || identity === undefined) throw new ConfigFaults(faults);
  return {
    port: v.PORT,
    host: v.HOST,
    publicUrl: new URL(v.PATIENTS_PUBLIC_URL ?? `http://localhost:${v.PORT}`),
    store,
    masterKey: toKey(v.PATIENTS_MASTER_KEY),
    nextMasterKey: v.PATIENTS_NEXT_MASTER_KEY === undefined ? undefined : toKey(v.PATIENTS_NEXT_MASTER_KEY),
    identity,
    clientId: v.PATIENTS_CLIENT_ID.toLowerCase(),
    tenants: new Set(v.PATIENTS_TENANTS),
    admission: {
      guestTenants: new Set(v.PATIENTS_GUESTS),
      foreignTenants: toForeignTenants(v.PATIENTS_FOREIGN_TENANTS),
    },
    listFilesFor: v.PATIENTS_LIST_FILES,
    partners: new Secret(partners),
    clientKeys: new Secret(clientKeys),
    openServers: v.PATIENTS_OPEN_SERVERS,
    offeredLinks: v.PATIENTS_OFFERED_LINKS,
    outbound: { allow: v.PATIENTS_OUTBOUND_ALLOW, isHttpAllowed: v.PATIENTS_OUTBOUND_HTTP === 'allow' },
    frameAncestors: v.PATIENTS_FRAME_ANCESTORS,
    trustedProxies: v.PATIENTS_TRUSTED_PROXIES,
    audit: { checkpoints: v.PATIENTS_AUDIT_CHECKPOINTS, key: new Secret(auditKey) },
    operator: v.PATIENTS_OPERATOR,
    operatorContact: v.PATIENTS_OPERATOR_CONTACT,
    ehrCacheSeconds: v.PATIENTS_EHR_CACHE_SECONDS,
    connectsPerHour: v.PATIENTS_CONNECTS_PER_HOUR,
    deletedListDays: v.PATIENTS_DELETED_LIST_DAYS,
    idleMinutes: v.PATIENTS_IDLE_MINUTES,
    readers: v.PATIENTS_READERS,
    logLevel: v.PATIENTS_LOG_LEVEL,
  };
}

function toKey(text: string): Secret<Uint8Array> {
  return new Secret(new Uint8Array(Buffer.from(text, 'base64')));
}

/** The process's own environment: nobody else reads it. */
export function processEnvironment(): Environment {
  return process.env;
}

function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
}

function toWords(issue: z.core.$ZodIssue): string {
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
  return isMissing || issue.message.includes('received undefined') ? 'is missing' : issue.message;
}

/** Read by the tests and the builds of this project. */
const ofTests = /^PATIENTS_(BROWSER|POSTGRES_BIN|TEST_|MANIFEST_)/;

/** A misspelt name would be ignored in silence. */
function unknownNames(env: Environment): string[] {
  const known = new Set([...Object.keys(variables.shape), ...secretFileVariables]);
  return Object.keys(env)
    .filter((name) => name.startsWith('PATIENTS_') && !known.has(name) && !ofTests.test(name))
    .map((name) => `${name} is no variable of this program`);
}

/** A switch for a tenant that isn't set up here would do nothing, in silence. */
function admissionFaults(v: Variables): string[] {
  const tenants = new Set(v.PATIENTS_TENANTS);
  const yours = v.PATIENTS_FOREIGN_TENANTS.map((pair) => pair.split('>')[1] ?? '');
  return [
    ...(v.PATIENTS_GUESTS.every((tid) => tenants.has(tid))
      ? []
      : ['PATIENTS_GUESTS names a tenant that PATIENTS_TENANTS does not']),
    ...(yours.every((tid) => tenants.has(tid))
      ? []
      : ['PATIENTS_FOREIGN_TENANTS names, after the >, a tenant that PATIENTS_TENANTS does not']),
  ];
}

function toForeignTenants(pairs: readonly string[]): Map<string, Set<string>> {
  const foreign = new Map<string, Set<string>>();
  for (const pair of pairs) {
    const [theirs = '', yours = ''] = pair.split('>');
    foreign.set(theirs, (foreign.get(theirs) ?? new Set()).add(yours));
  }
  return foreign;
}

function toIdentity(v: Variables, faults: string[]): Identity | undefined {
  if (v.PATIENTS_IDENTITY === 'demo') {
    const { PATIENTS_DEMO_ISSUER: issuerBase, PATIENTS_DEMO_GRAPH: graphBase } = v;
    if (issuerBase === undefined) faults.push('PATIENTS_DEMO_ISSUER is missing');
    if (graphBase === undefined) faults.push('PATIENTS_DEMO_GRAPH is missing');
    if (issuerBase === undefined || graphBase === undefined) return undefined;
    return { kind: 'demo', issuerBase, graphBase, secret: new Secret(v.PATIENTS_CLIENT_SECRET ?? 'demo') };
  }
  if (v.PATIENTS_CLIENT_CERTIFICATE !== undefined) {
    const pem = readText('PATIENTS_CLIENT_CERTIFICATE', v.PATIENTS_CLIENT_CERTIFICATE, faults);
    return { kind: 'entra', credential: { kind: 'certificate', pem: new Secret(pem) } };
  }
  if (v.PATIENTS_CLIENT_SECRET !== undefined) {
    return { kind: 'entra', credential: { kind: 'secret', secret: new Secret(v.PATIENTS_CLIENT_SECRET) } };
  }
  faults.push('PATIENTS_CLIENT_CERTIFICATE (better) or PATIENTS_CLIENT_SECRET is missing');
  return undefined;
}

function toStore(text: string, faults: string[]): Config['store'] {
  if (!text.startsWith('sqlite:')) return { kind: 'postgres', url: new Secret(text) };
  const file = resolve(text.slice('sqlite:'.length));
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    accessSync(existsSync(file) ? file : dirname(file), constants.W_OK);
  } catch {
    faults.push('PATIENTS_STORE names a place that cannot be written to');
  }
  return { kind: 'sqlite', file };
}

function readPartners(file: string | undefined, faults: string[]): unknown {
  const text = file === undefined ? '[]' : readText('PATIENTS_PARTNERS', file, faults);
  try {
    return JSON.parse(text === '' ? '[]' : text) as unknown;
  } catch {
    faults.push('PATIENTS_PARTNERS is not JSON');
    return [];
  }
}

function readText(name: string, file: string, faults: string[]): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    faults.push(`${name} names a file that cannot be read`);
    return '';
  }
}
