// Answers of the sandbox's servers in the three releases, written down while the product itself asks: what the mutator begins with.
import { chartTypes } from '../../../api/contract/columns';
import { createAnswerCache } from '../../../api/fhir/answer-cache.service';
import type { EhrSource, FhirRelease } from '../../../api/fhir/ehr';
import { openEhr } from '../../../api/fhir/open-ehr.service';
import type { Outbound } from '../../../api/outbound/outbound.service';
import { createFhirRoom, type PersonaName, tidA, toConnection } from '../../api/fhir/fhir-room';
import { cast } from '../../sandbox/census/roles';
import { isObject, type JsonObject, toObjects } from '../../sandbox/resource';
import type { Sandbox } from '../../sandbox/sandbox';
import { type Mark, mark } from './marks';

export interface Seeds {
  readonly release: FhirRelease;
  readonly source: EhrSource;
  /** The person asked for, and another one on the same ward. */
  readonly ids: Readonly<Record<'ours' | 'theirs', string>>;
  /** By path below the base. */
  readonly answers: ReadonlyMap<string, JsonObject>;
}

const people: ReadonlyMap<Mark, string> = new Map([
  ['ours', cast.transferred],
  ['theirs', cast.left],
]);
const mostPerAnswer = 3;

/** Short, of one page, and every resource marked with whose it is. */
function toSeed(answer: JsonObject, whose: Mark): JsonObject {
  if (answer.resourceType !== 'Bundle') return mark(answer, whose);
  const { link: _link, total: _total, ...rest } = answer;
  const entry = toObjects(answer.entry)
    .slice(0, mostPerAnswer)
    .map((one) => (isObject(one.resource) ? { ...one, resource: mark(one.resource, whose) } : one));
  return { ...rest, entry };
}

function record(outbound: Outbound, base: string, onAnswer: (path: string, answer: JsonObject) => void) {
  const door: Pick<Outbound, 'get' | 'post'> = {
    async get(url, options) {
      const answer = await outbound.get(url, options);
      if (isObject(answer.json)) onAnswer(`${url}`.slice(base.length + 1), answer.json);
      return answer;
    },
    post: (url, body, options) => outbound.post(url, body, options),
  };
  return door;
}

export async function readSeeds(sandbox: Sandbox, persona: PersonaName): Promise<Seeds> {
  const { openServers, partnerRegistry } = sandbox;
  const room = createFhirRoom({ partners: partnerRegistry, openServers });
  try {
    const connection = toConnection(sandbox, persona);
    const { away } = await room.fhir.open(connection, tidA);
    if (away === undefined) throw new Error('no server behind it');
    const { source, bearer } = away;
    const rules = { ...source.rules, batch: 'never' as const };
    const answers = new Map<string, JsonObject>();
    for (const [whose, id] of people) {
      const outbound = record(room.outbound, connection.link, (path, answer) =>
        answers.set(path, toSeed(answer, path.startsWith('Location') ? 'ours' : whose)),
      );
      const deps = { outbound, bearer, cache: createAnswerCache(0, Date.now), now: Date.now };
      await openEhr({ ...source, rules }, deps).readCharts([id], chartTypes, () => undefined);
      // The same questions as for a list, whose pages are shorter.
      await openEhr({ ...source, rules }, deps).readCharts([id, 'nobody'], chartTypes, () => undefined);
    }
    return {
      release: connection.release,
      source,
      ids: { ours: cast.transferred, theirs: cast.left },
      answers,
    };
  } finally {
    await room.close();
  }
}
