// Puts the sandbox's made-up hospital into an empty FHIR server on this machine, so that it can be interviewed:
//   npx tsx test/interop/load.ts http://127.0.0.1:8080/fhir [how many patients]
// Reads the release from the metadata and writes by PUT only, so that it may run twice. Loopback only.
import { toRelease } from '../../api/fhir/capability.map';
import { makeDataset } from '../sandbox/dataset';
import { findPatient } from '../sandbox/fhir/owner';
import { personas } from '../sandbox/persona';
import {
  isObject,
  type Json,
  type JsonObject,
  type Resource,
  toObjects,
  toReferencedId,
  toText,
} from '../sandbox/resource';

const entriesPerBatch = 100;
const personaOf = { DSTU2: personas['hapi-dstu2'], STU3: personas['hapi-stu3'], R4: personas.hapi } as const;
/** What others refer to comes first. */
const order = ['Organization', 'Practitioner', 'Location', 'Medication', 'Patient', 'Encounter', 'Condition'];

const toRank = ({ resourceType }: Resource) =>
  order.includes(resourceType) ? order.indexOf(resourceType) : order.length;

/** Places above come before the beds in them. */
const toDepth = ({ id, resourceType }: Resource) => (resourceType === 'Location' ? id.split('-').length : 0);

/** Many servers keep ids of digits alone for themselves. */
function withLetters(value: Json, key = ''): Json {
  if (typeof value === 'string')
    return key === 'reference' ? value.replace(/^([A-Z][A-Za-z]+)\/(\d+)$/, '$1/n$2') : value;
  if (Array.isArray(value)) return value.map((one) => withLetters(one, key));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withLetters(inner ?? null, name)]),
  );
}

function toEntry(resource: Resource): Json {
  const { resourceType } = resource;
  const id = /^\d+$/.test(resource.id) ? `n${resource.id}` : resource.id;
  const renamed = withLetters(resource);
  const whole = isObject(renamed) ? { ...renamed, id } : renamed;
  return { resource: whole, request: { method: 'PUT', url: `${resourceType}/${id}` } };
}

async function ask(url: string, mediaType: string, body?: Json): Promise<JsonObject> {
  const headers = { accept: mediaType, ...(body !== undefined && { 'content-type': mediaType }) };
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(url, { headers, ...init });
  const told: Json = JSON.parse(await answer.text());
  if (!answer.ok || !isObject(told)) throw new Error(`${url}: ${answer.status} ${JSON.stringify(told)}`);
  return told;
}

function toReason(entry: JsonObject): string | undefined {
  const response = isObject(entry.response) ? entry.response : {};
  const status = toText(response.status) ?? '';
  if (status.startsWith('2')) return undefined;
  const outcome = isObject(response.outcome) ? response.outcome : entry.resource;
  const [issue] = isObject(outcome) ? toObjects(outcome.issue) : [];
  return `${status} ${toText(issue?.diagnostics) ?? ''}`.slice(0, 160);
}

/** The first patients with all that is said of them, and everything that is nobody's. */
function choose(resources: readonly Resource[], most: number): Resource[] {
  const patients = resources.filter(({ resourceType }) => resourceType === 'Patient');
  // Those with a story come last of all in the sample data and first here.
  const made = patients.toSorted(
    (a, b) => Number(b.id.startsWith('made-')) - Number(a.id.startsWith('made-')),
  );
  const ids = new Set(made.slice(0, most).map(({ id }) => id));
  return resources.filter((resource) => {
    if (resource.resourceType === 'Patient') return ids.has(resource.id);
    const owner = findPatient(resource) ?? toReferencedId(resource.subscriber, 'Patient');
    return owner === undefined || ids.has(owner);
  });
}

/** All at once where the server does that, which is many times faster; else one by one. */
async function send(base: string, mediaType: string, entry: Json[]): Promise<JsonObject> {
  const bundle = { resourceType: 'Bundle', entry };
  return ask(base, mediaType, { ...bundle, type: 'transaction' }).catch(() =>
    ask(base, mediaType, { ...bundle, type: 'batch' }),
  );
}

async function load(base: string, most: string | undefined): Promise<void> {
  const { hostname } = new URL(base);
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
    throw new Error('Made-up people are written to servers of this machine alone.');
  const { fhirVersion } = await ask(`${base}/metadata`, 'application/json');
  const release = toRelease(String(fhirVersion));
  if (release === undefined) throw new Error(`FHIR ${fhirVersion} is not spoken here.`);
  const resources = makeDataset({
    persona: personaOf[release],
    hospitalId: 'seaview',
    now: new Date(),
    seed: 5,
  });
  const chosen = choose(resources, Number(most ?? resources.length));
  chosen.sort((a, b) => toRank(a) - toRank(b) || toDepth(a) - toDepth(b));
  const mediaType = release === 'DSTU2' ? 'application/json+fhir' : 'application/fhir+json';
  const refused = new Map<string, number>();
  for (let at = 0; at < chosen.length; at += entriesPerBatch) {
    const entry = chosen.slice(at, at + entriesPerBatch).map(toEntry);
    const told = await send(base, mediaType, entry);
    for (const reason of toObjects(told.entry).map(toReason))
      if (reason !== undefined) refused.set(reason, (refused.get(reason) ?? 0) + 1);
    process.stderr.write(`\r${Math.min(at + entriesPerBatch, chosen.length)} of ${chosen.length}`);
  }
  process.stdout.write(`\n${release}: ${chosen.length} resources sent.\n`);
  for (const [reason, count] of refused) process.stdout.write(`  ${count} refused: ${reason}\n`);
}

const [, , base = '', most] = process.argv;
await load(base.replace(/\/+$/, ''), most);
