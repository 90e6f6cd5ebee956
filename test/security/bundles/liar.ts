// A server in memory that answers the product's own questions with lies: by the real parser, without a socket, thousands in seconds.
import { outboundLimits } from '../../../api/contract/limits';
import { parseJson } from '../../../api/outbound/answer.map';
import { toOutboundFault } from '../../../api/outbound/faults';
import type { Answer, CallOptions, Outbound } from '../../../api/outbound/outbound.service';
import type { Random } from '../../sandbox/census/random';
import { isObject, type Json, type JsonObject, toObjects } from '../../sandbox/resource';
import { shuffles, toLie } from './lies';
import type { Mark } from './marks';
import type { Seeds } from './seeds';
import { toWritten, type Whose } from './twists';

export interface Liar extends Pick<Outbound, 'get' | 'post'> {
  /** What it said, to be shown where a proof fails. */
  readonly said: string[];
  /** How many of the bundles were lies. */
  readonly told: number;
}

const nothing = { resourceType: 'Bundle', type: 'searchset' };

function toMarkOf(path: string, seeds: Seeds): Mark {
  return path.includes(seeds.ids.theirs) ? 'theirs' : 'ours';
}

/** `lies`: how many answers are made worse. */
export function createLiar(seeds: Seeds, random: Random, lies: number): Liar {
  const base = seeds.source.connection.link;
  const said: string[] = [];
  let told = 0;
  const rows = [...seeds.answers.values()].flatMap((answer) =>
    toObjects(answer.entry)
      .map(({ resource }) => resource)
      .filter(isObject)
      .filter(({ resourceType }) => resourceType !== 'Patient'),
  );

  function toWhose(path: string): Whose {
    const own = toMarkOf(path, seeds);
    const other = own === 'ours' ? 'theirs' : 'ours';
    const person = (mark: 'ours' | 'theirs') => ({ id: seeds.ids[mark], mark });
    return {
      base,
      own: person(own === 'theirs' ? 'theirs' : 'ours'),
      other: person(other),
      neighbour: random.pick(rows),
    };
  }

  function toSaid(path: string, isLie: boolean): Json {
    const answer: JsonObject = seeds.answers.get(path.replace('&liar=2', '')) ?? nothing;
    if (!isLie) return answer;
    told++;
    let lie = toLie(answer, toWhose(path), random);
    if (random.next() < 0.3 && isObject(lie)) lie = toLie(lie, toWhose(path), random);
    return lie;
  }

  function toAnswer(answer: Json, path: string, isShallowReader: boolean | undefined): Answer {
    const text = toWritten(answer).replaceAll('@same@', `${base}/${path}&liar=2`);
    said.push(text);
    try {
      const json = parseJson(Buffer.from(text), outboundLimits, isShallowReader);
      return { status: 200, headers: {}, json, isJson: true };
    } catch (error) {
      throw toOutboundFault(error);
    }
  }

  return {
    said,
    get told() {
      return told;
    },
    async get(url, options: CallOptions = {}) {
      const path = `${url}`.slice(base.length + 1);
      return toAnswer(toSaid(path, random.next() < lies / 8), path, options.isShallowReader);
    },
    async post(_url, body, options: CallOptions = {}) {
      const batch: unknown = JSON.parse(body);
      const asked = isObject(batch) ? toObjects(batch.entry) : [];
      const paths = asked.map(({ request }) => (isObject(request) ? `${request.url}` : ''));
      const lied = new Set(Array.from({ length: lies }, () => random.integer(0, paths.length - 1)));
      const entries = paths.map((path, i) => ({
        response: { status: '200 OK' },
        resource: toSaid(path, lied.has(i)),
      }));
      const entry =
        lies > 0 && random.next() < 0.2 ? random.pick(Object.values(shuffles))(entries, random) : entries;
      return toAnswer({ resourceType: 'Bundle', type: 'batch-response', entry }, '', options.isShallowReader);
    },
  };
}
