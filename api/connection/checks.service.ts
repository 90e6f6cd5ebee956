// The checks of a link, one after another, each told as it finishes. Nothing is stored here, and credentials leave only
// after the operator's register has recognised the link.
import { randomUUID } from 'node:crypto';
import { ehrColumns, interfaceTypes } from '../contract/columns';
import type { Check, CheckId } from '../contract/connect.schema';
import type { ErrorCode } from '../contract/error-codes';
import type { SystemView } from '../contract/session.schema';
import { toKnownError } from '../errors/problem.map';
import type { Abilities } from '../fhir/abilities.policy';
import type { Capability } from '../fhir/capability.map';
import type { MetadataAccess } from '../fhir/capability.service';
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
  readonly fhir: Pick<Fhir, 'capabilities' | 'openWith' | 'toMetadataAccess'>;
  readonly discovery: Pick<Discovery, 'check'>;
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
  readonly system: SystemView;
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
  const run = { ...deps, ...ask, step, url, link, found };
  const { capability, partner } = await meet(run);
  const connection = { id: '', name: '', link, partnerId: partner?.id ?? null, release: capability.release };
  const ehr = deps.fhir.openWith(connection, ask.tid, capability);
  const system = await step('system', async () =>
    tellSystem(deps.partners.recognise(capability.signs, partner), ehr.can),
  );
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
  return { ...connection, offered: [...ehr.offered], columns, system };
}

type Step = ReturnType<typeof createStep>;
type Run = ChecksDeps &
  Pick<ChecksAsk, 'tid' | 'signal'> & {
    readonly step: Step;
    readonly url: URL;
    readonly link: string;
    readonly found: Found;
  };
interface Met {
  readonly capability: Capability;
  readonly partner: Partner | undefined;
}

/** What the server says about itself, who it is for the operator, and whether it lets us in. */
async function meet(run: Run): Promise<Met> {
  const { step, url, found } = run;
  const read = await step('reachable', async () => {
    const said = await readMetadata(run, undefined);
    failIf(said, isUnreachable);
    return [said, { status: 'ok', facts: { host: url.host } }];
  });
  // Who is not registered there hears that, and not that the server tells strangers nothing.
  if (isProtected(read) && ('error' in found || found.match === undefined)) {
    await step<never>('partner', async () => {
      throw 'error' in found ? found.error : new CheckFailed('link_waits_for_approval');
    });
  }
  const access = findAccess(run, read);
  if (access !== undefined) return meetSignedIn(run, access);
  const capability = await describe(step, read, {});
  const partner = await step('partner', async () => {
    if ('error' in found) throw found.error;
    return recognise(run, found.match, capability);
  });
  await step('token', async () => [undefined, await getFreshToken(run, partner)]);
  return { capability, partner };
}

/** Only a partner that the operator's register recognises is asked with its token, and only if it wants it. */
function findAccess(run: Run, read: MetadataRead): MetadataAccess | undefined {
  const { found, tid } = run;
  if (!('match' in found) || found.match?.kind !== 'partner') return undefined;
  const access = run.fhir.toMetadataAccess(found.match.partner, tid);
  return access?.mode === 'bearer' || isProtected(read) ? access : undefined;
}

function isProtected(read: MetadataRead): boolean {
  return 'code' in read && read.code === 'metadata_protected';
}

/** The server tells nothing without a token: first whether it is registered, then the token, then what it says. */
async function meetSignedIn(run: Run, access: MetadataAccess): Promise<Met> {
  const { step, found, url } = run;
  const partner = await step('partner', async () => {
    if ('error' in found) throw found.error;
    return recognise(run, found.match, { tokenEndpoints: [] });
  });
  await step('token', async () => [undefined, await getFreshToken(run, partner)]);
  const read = await readMetadata(run, access);
  // With a token or without, a foreign address for tokens ends it.
  const check = async (capability: Capability) => {
    if (partner === undefined) return;
    run.partners.compareTokenEndpoint(partner, capability.tokenEndpoints, url);
    await run.discovery.check(partner, url, capability, run.signal);
  };
  return { capability: await describe(step, read, { withToken: 1 }, check), partner };
}

async function describe(
  step: Step,
  read: MetadataRead,
  facts: NonNullable<Check['facts']>,
  check?: (capability: Capability) => Promise<void>,
): Promise<Capability> {
  await step('metadata', async () => {
    failIf(read, (code) => code !== 'server_release_unsupported');
    if ('capability' in read) await check?.(read.capability);
    return [undefined, { status: 'ok', facts }];
  });
  return step('release', async () => {
    if (!('capability' in read)) throw read.error;
    const { release, fhirVersion } = read.capability;
    return [read.capability, { status: 'ok', facts: { release, version: fhirVersion } }];
  });
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

async function readMetadata(run: Run, access: MetadataAccess | undefined): Promise<MetadataRead> {
  const { link, found, signal } = run;
  const match = 'match' in found ? found.match : undefined;
  const { release: pinned, redirects } = match?.kind === 'partner' ? match.partner.rules : {};
  try {
    return { capability: await run.fhir.capabilities.read({ link, pinned, redirects, access }, signal) };
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

function failIf(read: MetadataRead, isThis: (code: ErrorCode) => boolean): void {
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
  { discovery, url, signal }: Run,
  match: LinkMatch | undefined,
  metadata: Parameters<Discovery['check']>[2],
): Promise<readonly [Partner | undefined, Told]> {
  if (match === undefined) throw new CheckFailed('link_waits_for_approval');
  if (match.kind === 'open') return [undefined, { status: 'ok' }];
  const { partner } = match;
  await discovery.check(partner, url, metadata, signal);
  return [partner, { status: 'ok', facts: { partner: partner.name } }];
}

/** A token from memory would prove nothing about today's credentials. */
async function getFreshToken(run: Run, partner: Partner | undefined): Promise<Told> {
  const { tokens, tid, signal } = run;
  if (partner === undefined) return { status: 'skipped' };
  const old = tokens.peek(partner, tid);
  if (old) tokens.invalidate(partner, tid, old.accessToken);
  const token = await tokens.getToken(partner, tid, signal);
  return { status: 'ok', facts: { seconds: token.expiresIn } };
}

/** Names and sentences alone: what was recognised has decided nothing. */
function tellSystem(known: ReturnType<Partners['recognise']>, can: Abilities): readonly [SystemView, Told] {
  const { system, version, by, differs } = known;
  const [abilities, needs] = [[...can.abilities], [...can.needs]];
  const facts = {
    by,
    abilities,
    needs,
    ...(system !== null && { system }),
    ...(version !== null && { version }),
    ...(differs !== null && { differs }),
  };
  return [
    { ...known, abilities, needs },
    { status: differs === null ? 'ok' : 'warning', facts },
  ];
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
