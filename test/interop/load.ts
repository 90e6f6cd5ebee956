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
import { toWritingOrder } from './writing-order';

const entriesAtOnce = 100;
const personaOf = { DSTU2: personas['hapi-dstu2'], STU3: personas['hapi-stu3'], R4: personas.hapi } as const;
interface Place {
  readonly base: string;
  readonly mediaType: string;
}

async function ask(
  url: string,
  mediaType: string,
  { method, body }: { method: string; body?: Json } = { method: 'GET' },
) {
  const headers = { accept: mediaType, ...(body !== undefined && { 'content-type': mediaType }) };
  const answer = await fetch(url, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  });
  const told: Json = JSON.parse(await answer.text());
  return { status: answer.status, told: isObject(told) ? told : {} };
}

function toReason(status: number, told: JsonObject): string {
  const [issue] = toObjects(told.issue);
  return `${status} ${toText(issue?.diagnostics) ?? ''}`.slice(0, 200);
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

/** All at once, which is many times faster; where that is refused each half alone, down to the one that is the matter. */
async function send(place: Place, resources: readonly Resource[]): Promise<string[]> {
  const { base, mediaType } = place;
  const [one, ...more] = resources;
  if (one === undefined) return [];
  if (more.length === 0) {
    const url = `${base}/${one.resourceType}/${one.id}`;
    const { status, told } = await ask(url, mediaType, { method: 'PUT', body: one });
    return status < 300 ? [] : [toReason(status, told)];
  }
  const entry = resources.map((resource) => ({
    resource,
    request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
  }));
  const body = { resourceType: 'Bundle', type: 'transaction', entry };
  if ((await ask(base, mediaType, { method: 'POST', body })).status < 300) return [];
  const half = Math.ceil(resources.length / 2);
  return [...(await send(place, resources.slice(0, half))), ...(await send(place, resources.slice(half)))];
}

/** What was refused. */
async function write(place: Place, resources: readonly Resource[]): Promise<string[]> {
  const refused: string[] = [];
  for (let at = 0; at < resources.length; at += entriesAtOnce) {
    refused.push(...(await send(place, resources.slice(at, at + entriesAtOnce))));
    process.stderr.write(`\r${Math.min(at + entriesAtOnce, resources.length)} of ${resources.length} `);
  }
  return refused;
}

async function load(base: string, most: string | undefined): Promise<void> {
  const { hostname } = new URL(base);
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
    throw new Error('Made-up people are written to servers of this machine alone.');
  const { fhirVersion } = (await ask(`${base}/metadata`, 'application/json')).told;
  const release = toRelease(String(fhirVersion));
  if (release === undefined) throw new Error(`FHIR ${fhirVersion} is not spoken here.`);
  const persona = personaOf[release];
  const resources = makeDataset({ persona, hospitalId: 'seaview', now: new Date(), seed: 5 });
  const { first, second, dangling } = toWritingOrder(choose(resources, Number(most ?? resources.length)));
  const mediaType = release === 'DSTU2' ? 'application/json+fhir' : 'application/fhir+json';
  const place = { base, mediaType };
  const refused = [...(await write(place, first)), ...(await write(place, second))];
  const twice = second.length === 0 ? '' : `, ${second.length} of them once more for what leads ahead`;
  process.stdout.write(
    `\n${release}: ${first.length} resources sent${twice}; ${dangling} references lead nowhere.\n`,
  );
  const counts = new Map<string, number>();
  for (const reason of refused) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  for (const [reason, count] of counts) process.stdout.write(`  ${count} refused: ${reason}\n`);
}

const [, , base = '', most] = process.argv;
await load(base.replace(/\/+$/, ''), most);
