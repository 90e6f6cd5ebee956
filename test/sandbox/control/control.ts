// The loopback control endpoint: turns knobs and reads journals from outside the process.

import type { HospitalId } from '../census/hospital';
import { type Answer, type Exchange, readBody, toJsonAnswer } from '../exchange';
import { isObject, type Json, type Resource } from '../resource';
import type { Graph } from '../teams/graph';
import type { DemoMember } from '../teams/people';
import type { Journal } from './journal';
import type { KnobBox, Knobs } from './knobs';

export interface Controlled {
  knobs: KnobBox;
  journal: Journal;
  toRecords?: (hospital: HospitalId) => { put(resource: Resource): void };
}

/** `reset` first, then the knobs, then `revokeTokens`. */
function turnKnobs({ knobs }: Controlled, asked: Record<string, unknown>): Answer {
  const { reset, revokeTokens, ...change } = asked;
  if (reset === true) knobs.reset();
  // The names are checked by `set`; values are trusted, as a test's own are.
  knobs.set(change as Partial<Knobs>);
  if (revokeTokens === true) knobs.revokeTokens();
  return toJsonAnswer(200, toPlain(knobs.now));
}

function toPlain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

/** `{hospital, resource}`: adds or replaces one resource. */
function putResource({ toRecords }: Controlled, { hospital, resource }: Record<string, unknown>): Answer {
  if (toRecords === undefined || !isObject(resource)) return toJsonAnswer(400, { error: 'no resource' });
  const { resourceType, id } = resource;
  if (typeof resourceType !== 'string' || typeof id !== 'string')
    return toJsonAnswer(400, { error: 'no id' });
  toRecords(hospital === 'hillcrest' ? 'hillcrest' : 'seaview').put({ ...resource, resourceType, id });
  return toJsonAnswer(200, { put: `${resourceType}/${id}` });
}

function turnGraph(graph: Graph, asked: Record<string, unknown>): Answer {
  const { reset, state, addMember, removeMember } = asked;
  if (reset === true) graph.reset();
  if (state === 'up' || state === 'down' || state === 'throttled') graph.setState(state);
  const added = toMember(addMember);
  if (added !== undefined) graph.addMember(added.teamId, { oid: added.oid, role: added.role });
  const removed = toMember(removeMember);
  if (removed !== undefined) graph.removeMember(removed.teamId, removed.oid);
  return toJsonAnswer(200, { teams: toPlain(graph.teams) });
}

function toMember(value: unknown): (DemoMember & { teamId: string }) | undefined {
  if (!isObject(value) || typeof value.teamId !== 'string' || typeof value.oid !== 'string') return undefined;
  const role = value.role === 'owner' || value.role === 'guest' ? value.role : 'member';
  return { teamId: value.teamId, oid: value.oid, role };
}

async function readObject(exchange: Exchange): Promise<Record<string, unknown>> {
  const read: unknown = JSON.parse((await readBody(exchange)).toString('utf8') || '{}');
  return isObject(read) ? read : {};
}

export interface ControlOptions {
  find(name: string): Controlled | undefined;
  graph: Graph;
}

/** `path` is what follows `/control`: a persona, `bad` or `graph`, then perhaps `journal`. */
export async function answerControl(
  { find, graph }: ControlOptions,
  exchange: Exchange,
  path: readonly string[],
): Promise<Answer> {
  const [name = '', part] = path;
  const { method } = exchange.request;
  if (name === 'graph') {
    if (method === 'POST') return turnGraph(graph, await readObject(exchange));
    return toJsonAnswer(200, { asked: [...graph.asked] });
  }
  const controlled = find(name);
  if (controlled === undefined) return toJsonAnswer(404, { error: 'no such persona' });
  if (part === 'journal' && method === 'GET') return toJsonAnswer(200, toPlain(controlled.journal.entries));
  if (part === 'journal' && method === 'DELETE') {
    controlled.journal.clear();
    return toJsonAnswer(200, []);
  }
  if (part === 'resource' && method === 'POST') return putResource(controlled, await readObject(exchange));
  if (part !== undefined || method !== 'POST')
    return toJsonAnswer(405, { error: 'POST knobs, GET or DELETE journal' });
  try {
    return turnKnobs(controlled, await readObject(exchange));
  } catch (error) {
    return toJsonAnswer(400, { error: error instanceof Error ? error.message : 'wrong' });
  }
}
