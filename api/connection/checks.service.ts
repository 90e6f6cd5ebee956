// The checks of a link, one after another, each told as it finishes. Nothing is stored here, and credentials leave only
// after the operator's register has recognised the link.
import { randomUUID } from 'node:crypto';
import { ehrColumns, interfaceTypes } from '../contract/columns';
import type { Check, CheckId } from '../contract/connect.schema';
import type { ErrorCode } from '../contract/error-codes';
import { toKnownError } from '../errors/problem.map';
import type { Capability } from '../fhir/capability.map';
import type { FhirRelease } from '../fhir/ehr';
import type { Fhir } from '../fhir/fhir.service';
import type { Outbound } from '../outbound/outbound.service';
import type { Discovery } from '../partners/discovery.service';
import type { Partner } from '../partners/partner.schema';
import type { LinkMatch, Partners } from '../partners/registry.service';
import type { Tokens } from '../partners/token.service';

export interface ChecksDeps {
  readonly outbound: Pick<Outbound, 'checkLink' | 'checkAddress'>;
  readonly partners: Partners;
  readonly tokens: Tokens;
  readonly fhir: Pick<Fhir, 'capabilities' | 'openWith'>;
  /** Without it, what the metadata advertises is compared and nothing else is looked up. */
  readonly discovery?: Pick<Discovery, 'check'>;
}

export interface ChecksAsk {
  readonly link: string;
  readonly tid: string;
  readonly write: (check: Check) => void;
  readonly signal: AbortSignal;
}

export interface Passed {
  readonly link: string;
  readonly partnerId: string | null;
  readonly release: FhirRelease;
  readonly offered: readonly string[];
  readonly columns: readonly string[];
}

export type ChecksResult = Passed | { readonly refused: ErrorCode };
export type RunChecks = (ask: ChecksAsk) => Promise<ChecksResult>;

/** What ends the run: which check failed and why. */
class CheckFailed extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

type Told = Pick<Check, 'status' | 'facts'>;

export function createRunChecks(deps: ChecksDeps): RunChecks {
  return async (ask) => {
    try {
      return await runAll(deps, ask);
    } catch (error) {
      if (error instanceof CheckFailed) return { refused: error.code };
      throw error;
    }
  };
}

async function runAll(deps: ChecksDeps, ask: ChecksAsk): Promise<Passed> {
  const step = createStep(ask);
  const url = await step('address', async () => {
    const checked = deps.outbound.checkLink(cleanLink(ask.link));
    await deps.outbound.checkAddress(checked);
    return [checked, { status: 'ok', facts: { host: checked.host } }];
  });
  const link = url.href.replace(/\/+$/, '');
  const found = findMatch(deps.partners, url, ask.tid);
  const match = 'error' in found ? undefined : found.match;
  const pinned = match?.kind === 'partner' ? match.partner.rules.release : undefined;
  const read = await readMetadata(deps, link, pinned, ask.signal);
  await step('reachable', async () => [
    failIf(read, isUnreachable),
    { status: 'ok', facts: { host: url.host } },
  ]);
  await step('metadata', async () => [
    failIf(read, (code) => code !== 'server_release_unsupported'),
    { status: 'ok' },
  ]);
  const capability = await step('release', async () => {
    if (!('capability' in read)) throw read.error;
    const { release, fhirVersion } = read.capability;
    return [read.capability, { status: 'ok', facts: { release, version: fhirVersion } }];
  });
  const partner = await step('partner', async () => {
    if ('error' in found) throw found.error;
    return recognise(deps, url, match, capability, ask.signal);
  });
  await step('token', async () => [undefined, await getFreshToken(deps.tokens, partner, ask)]);
  const connection = { id: '', name: '', link, partnerId: partner?.id ?? null, release: capability.release };
  const ehr = deps.fhir.openWith(connection, ask.tid, capability);
  await step('resources', async () => [undefined, tellResources(ehr.offered)]);
  await step('search', async () => {
    const hasIdentifier = capability.types.get('Patient')?.params.has('identifier') ?? false;
    const nobody = randomUUID();
    const query = hasIdentifier ? { identifier: `urn:patients:check|${nobody}` } : { id: nobody };
    const { patients } = await ehr.searchPatients({ ...query, count: 1 }, ask.signal);
    // Somebody was found by a number that nobody has: the server doesn't look at what is asked.
    if (patients.length > 0) throw new CheckFailed('search_refused');
    return [undefined, { status: 'ok' }];
  });
  const columns = await step('columns', async () => tellColumns(ehr.offered));
  return { ...connection, offered: [...ehr.offered], columns };
}

/** Runs one check and tells how it went. A known error fails it and with it the run. */
function createStep({ write, signal }: ChecksAsk) {
  return async <T>(id: CheckId, run: () => Promise<readonly [T, Told]>): Promise<T> => {
    signal.throwIfAborted();
    write({ id, status: 'running' });
    const from = performance.now();
    const toMs = () => Math.round(performance.now() - from);
    try {
      const [value, told] = await run();
      write({ id, ...told, ms: toMs() });
      return value;
    } catch (error) {
      signal.throwIfAborted();
      const code = error instanceof CheckFailed ? error.code : toKnownError(error).code;
      write({ id, status: 'failed', code, ms: toMs() });
      throw new CheckFailed(code);
    }
  };
}

/** White space, a slash at the end and the /metadata that people copy along. */
export function cleanLink(text: string): string {
  return text
    .trim()
    .replace(/\/+$/, '')
    .replace(/\/metadata$/i, '')
    .replace(/\/+$/, '');
}

type MetadataRead =
  | { readonly capability: Capability }
  | { readonly error: unknown; readonly code: ErrorCode };

async function readMetadata(
  deps: ChecksDeps,
  link: string,
  pinned: FhirRelease | undefined,
  signal: AbortSignal,
): Promise<MetadataRead> {
  try {
    return { capability: await deps.fhir.capabilities.read(link, pinned, signal) };
  } catch (error) {
    signal.throwIfAborted();
    return { error, code: toKnownError(error).code };
  }
}

const unreachable: readonly ErrorCode[] = [
  'server_unreachable',
  'server_timeout',
  'server_certificate',
  'address_not_allowed',
];

function isUnreachable(code: ErrorCode): boolean {
  return unreachable.includes(code);
}

function failIf(read: MetadataRead, isThis: (code: ErrorCode) => boolean): undefined {
  if ('error' in read && isThis(read.code)) throw read.error;
}

type Found = { readonly match: LinkMatch | undefined } | { readonly error: unknown };

/** What the register says is told in its turn, after the server itself was found in order. */
function findMatch(partners: Partners, url: URL, tid: string): Found {
  try {
    return { match: partners.findMatch(url, tid) };
  } catch (error) {
    return { error };
  }
}

async function recognise(
  { discovery, partners }: ChecksDeps,
  url: URL,
  match: LinkMatch | undefined,
  capability: Capability,
  signal: AbortSignal,
): Promise<readonly [Partner | undefined, Told]> {
  if (match === undefined) throw new CheckFailed('link_waits_for_approval');
  if (match.kind === 'open') return [undefined, { status: 'ok' }];
  const { partner } = match;
  const { tokenEndpoints } = capability;
  if (discovery) await discovery.check(partner, url, capability, signal);
  else partners.compareTokenEndpoint(partner, tokenEndpoints, url);
  return [partner, { status: 'ok', facts: { partner: partner.name } }];
}

/** A token from memory would prove nothing about today's credentials. */
async function getFreshToken(tokens: Tokens, partner: Partner | undefined, ask: ChecksAsk): Promise<Told> {
  if (partner === undefined) return { status: 'skipped' };
  const old = tokens.peek(partner, ask.tid);
  if (old) tokens.invalidate(partner, ask.tid, old.accessToken);
  const token = await tokens.getToken(partner, ask.tid, ask.signal);
  return { status: 'ok', facts: { seconds: token.expiresIn } };
}

function tellResources(served: ReadonlySet<string>): Told {
  const offered = interfaceTypes.filter((type) => served.has(type));
  const missing = interfaceTypes.filter((type) => !served.has(type));
  if (!served.has('Patient')) throw new CheckFailed('patient_not_offered');
  return {
    status: missing.length === 0 ? 'ok' : 'warning',
    facts: { count: offered.length, offered, missing },
  };
}

/** The first of what a column needs is what it is made of; the others only better it. */
function tellColumns(served: ReadonlySet<string>): readonly [string[], Told] {
  const isFilled = ({ needs: [main] }: (typeof ehrColumns)[number]) => main !== undefined && served.has(main);
  const columns = ehrColumns.filter(isFilled).map(({ id }) => id);
  const missing = ehrColumns.filter((column) => !isFilled(column)).map(({ id }) => id);
  return [columns, { status: missing.length === 0 ? 'ok' : 'warning', facts: { columns, missing } }];
}
