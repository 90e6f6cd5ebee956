// The questions about the server's own ways: what it does with a parameter that it doesn't know, whether it sorts, and
// whether the pages of a patient's record bring each row.

import { isKnownError } from '../../api/errors/known-error';
import { isRaw, type Raw } from '../../api/fhir/any-release/element';
import { findAsk } from '../../api/fhir/query.map';
import { type Searchset, toSearchset } from '../../api/fhir/searchset.map';
import type { Finding } from './finding';
import type { Subject } from './subject';
import type { System } from './system';

type Told = Omit<Finding, 'id'>;

const mostPages = 12;

function search({ server, source }: System, type: string, query: string): Promise<Raw> {
  return source.rules.otherSearch === 'get'
    ? server.get(`${type}?${query}`)
    : server.search(type, new URLSearchParams(query), source.rules.otherSearch);
}

async function askUnknownParameter(system: System, { id }: Subject): Promise<Told> {
  const { source, server } = system;
  const form = new URLSearchParams({ _id: id, 'x-unknown': '1' });
  try {
    const body = await server.search('Patient', form, source.rules.patientSearch);
    const found = toSearchset(body, 'Patient', server.base);
    const isWarned = (found?.issues.length ?? 0) > 0;
    return {
      verdict: 'otherwise',
      short: isWarned ? 'warns' : 'ignores',
      words: isWarned
        ? 'A parameter that it does not know is ignored with a warning; such answers are thrown away.'
        : 'A parameter that it does not know is ignored in silence; rows are checked one by one.',
    };
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return {
      verdict: 'works',
      because: error.code,
      words: 'A parameter that it does not know is refused.',
    };
  }
}

function toDates({ matches }: Searchset): number[] {
  return matches.flatMap((raw) => {
    // Servers sort a period by its start.
    const start = isRaw(raw.effectivePeriod) ? raw.effectivePeriod.start : undefined;
    const at = Date.parse(String(raw.effectiveDateTime ?? start ?? ''));
    return Number.isNaN(at) ? [] : [at];
  });
}

function toVitalsPath({ source }: System, { id }: Subject): string | undefined {
  const { capability, rules } = source;
  const options = { capability, rules, unsortable: new Set<string>(), isDeep: true };
  return findAsk('Observation', options)?.(id).path;
}

async function askSorting(system: System, subject: Subject): Promise<Told> {
  const byUs = { verdict: 'otherwise', short: 'by us' } as const;
  const path = toVitalsPath(system, subject);
  if (path === undefined) return { verdict: 'absent', words: 'There is nothing to sort.' };
  const [type = '', query = ''] = path.split('?');
  if (!query.includes('_sort'))
    return { ...byUs, words: 'The server does not sort; the newest are found among all pages.' };
  try {
    const found = toSearchset(await search(system, type, query), type, system.server.base);
    const dates = found === undefined ? [] : toDates(found);
    const isNewestFirst = dates.every((at, i) => i === 0 || at <= (dates[i - 1] ?? at));
    return isNewestFirst
      ? { verdict: 'works', words: 'The newest come first when that is asked for.' }
      : { ...byUs, words: 'It takes the sort and does not do it; the newest are found among all pages.' };
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return {
      ...byUs,
      because: error.code,
      words: 'A sort is refused; the newest are found among all pages.',
    };
  }
}

interface Walked {
  readonly ids: ReadonlySet<string>;
  readonly pages: number;
  readonly repeated: number;
  readonly isWhole: boolean;
}

async function walk(system: System, type: string, query: string): Promise<Walked> {
  const { server } = system;
  const ids = new Set<string>();
  let [pages, repeated] = [0, 0];
  let body = await search(system, type, query);
  for (;;) {
    pages++;
    const found = toSearchset(body, type, server.base, system.source.rules.paging);
    for (const { id } of found?.matches ?? []) {
      repeated += ids.has(String(id)) ? 1 : 0;
      ids.add(String(id));
    }
    if (found?.next === undefined || pages === mostPages)
      return { ids, pages, repeated, isWhole: found?.next === undefined && !found?.hasForeignNext };
    body = await server.get(found.next);
  }
}

async function askChartPages(system: System, subject: Subject): Promise<Told> {
  const path = toVitalsPath(system, subject);
  if (path === undefined) return { verdict: 'absent', words: 'There are no vital signs to page through.' };
  const [type = '', query = ''] = path.split('?');
  const plain = query.replace(/&_sort[^&]*/, '').replace(/_count=\d+/, '_count=');
  try {
    const large = await walk(system, type, `${plain}200`);
    const small = await walk(system, type, `${plain}${Math.max(2, Math.ceil(large.ids.size / 5))}`);
    if (!small.isWhole || !large.isWhole)
      return { verdict: 'otherwise', short: 'many', words: 'The record has more pages than were read here.' };
    const isSame = small.ids.size === large.ids.size && [...small.ids].every((id) => large.ids.has(id));
    if (!isSame) return { verdict: 'wrong', words: 'Small pages bring other rows than large ones.' };
    const again = small.repeated === 0 ? '' : `; ${small.repeated} came twice and count once`;
    return {
      verdict: 'works',
      words: `${small.pages} small pages bring the same rows as large ones${again}.`,
    };
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return { verdict: 'wrong', because: error.code, words: 'The pages of a record could not be read.' };
  }
}

export async function askServer(system: System, subject: Subject): Promise<Finding[]> {
  return [
    { id: 'unknownParameter', ...(await askUnknownParameter(system, subject)) },
    { id: 'sorting', ...(await askSorting(system, subject)) },
    { id: 'chartPages', ...(await askChartPages(system, subject)) },
  ];
}
