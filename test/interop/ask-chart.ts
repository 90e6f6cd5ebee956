// The questions about one patient's record: each of the eight resources, in one batch and one by one, and the bed.
import type { Encounter, FhirResource } from 'fhir/r4';
import { toEhrCells } from '../../api/clinical/cells';
import type { ChartType, EhrCells } from '../../api/contract/columns';
import type { ChartSections, Ehr, Section } from '../../api/fhir/ehr';
import type { Outbound } from '../../api/outbound/outbound.service';
import type { Finding, QuestionId } from './finding';
import { readSections, type Subject } from './subject';
import type { System } from './system';

type Told = Omit<Finding, 'id'>;

async function readChart(ehr: Ehr, id: string): Promise<ChartSections> {
  return (await readSections(ehr, [id])).get(id) ?? {};
}

/** What was read, without when. */
export function toComparable(sections: ChartSections): unknown {
  const byType = Object.entries(sections).sort(([a], [b]) => (a < b ? -1 : 1));
  const bySort = (resources: readonly FhirResource[]) =>
    [...resources].sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
  return JSON.parse(
    JSON.stringify(
      byType.map(([type, section]) =>
        section.status === 'ok'
          ? [type, { resources: bySort(section.resources), included: bySort(section.included) }]
          : [type, section.status],
      ),
    ),
  );
}

function tellSection(section: Section | undefined, of: string): Told {
  if (section === undefined || section.status === 'notOffered')
    return { verdict: 'absent', words: `${of}: not offered by the server; the panel says so.` };
  if (section.status === 'failed')
    return {
      verdict: 'wrong',
      because: section.reason,
      words: `${of}: the server failed (${section.reason}).`,
    };
  const { resources, mayBeIncomplete, unreadable = 0, droppedForeign } = section;
  if (droppedForeign > 0)
    return { verdict: 'wrong', words: `${of}: rows of other people came along, and were dropped.` };
  if (unreadable > 0) return { verdict: 'wrong', words: `${of}: ${unreadable} can't be read.` };
  const count = resources.length === 0 ? 'nothing recorded for this patient' : `${resources.length} read`;
  const rest = mayBeIncomplete ? '; there may be more' : '';
  return { verdict: 'works', words: `${of}: ${count}${rest}.` };
}

/** Passes everything on and counts batches that were answered. */
function countBatches(outbound: Outbound, base: string) {
  const counted = { asked: 0, answered: 0 };
  const through: Pick<Outbound, 'get' | 'post'> = {
    get: (url, options) => outbound.get(url, options),
    async post(url, body, options) {
      const isBatch = String(url).replace(/\/+$/, '') === base;
      counted.asked += isBatch ? 1 : 0;
      const answer = await outbound.post(url, body, options);
      counted.answered += isBatch && answer.status === 200 ? 1 : 0;
      return answer;
    },
  };
  return { counted, through };
}

async function askBatch(system: System, subject: Subject, chart: ChartSections): Promise<Told> {
  const { counted, through } = countBatches(system.outbound, system.server.baseText);
  const asItIs = await readChart(system.openAs({}, through), subject.id);
  const single = await readChart(system.openAs({ batch: 'never' }), subject.id);
  const isSame = [asItIs, chart].every(
    (one) => JSON.stringify(toComparable(one)) === JSON.stringify(toComparable(single)),
  );
  if (!isSame)
    return { verdict: 'wrong', words: 'A batch and single requests tell different things of one patient.' };
  if (counted.answered > 0)
    return { verdict: 'works', words: 'One batch tells the same as single requests.' };
  const words =
    counted.asked > 0
      ? 'The metadata promises batches, and the server refuses one; it is asked one by one.'
      : 'The server has no batch; it is asked one by one, so many at a time.';
  return { verdict: 'otherwise', short: 'one by one', words };
}

const columns = ['bed', 'patient'] as const;

export function toCells(sections: ChartSections, { reading }: Pick<Ehr, 'reading'>): EhrCells {
  return toEhrCells(sections, { server: '', now: new Date(), columns, ...reading });
}

const startOf = ({ period }: Encounter) => Date.parse(period?.start ?? '') || 0;

/** Worked out anew from all stays, in whatever order they came: the newest one in progress, else the newest. */
function findNewest(resources: readonly FhirResource[]): Encounter | undefined {
  const stays = resources.filter(
    (one): one is Encounter =>
      one.resourceType === 'Encounter' && !['planned', 'cancelled', 'entered-in-error'].includes(one.status),
  );
  const running = stays.filter(({ status }) =>
    ['in-progress', 'arrived', 'triaged', 'onleave'].includes(status),
  );
  return (running.length > 0 ? running : stays).toSorted((a, b) => startOf(b) - startOf(a))[0];
}

async function askBed(system: System, { id }: Subject, chart: ChartSections): Promise<Told> {
  const { bed } = toCells(chart, system.ehr);
  if (chart.Encounter?.status !== 'ok' || bed === undefined)
    return { verdict: 'absent', words: 'Without stays nobody can say where a patient is.' };
  const unsorted = await readSections(system.openAs({ batch: 'never', sort: 'never' }), [id], ['Encounter']);
  const section = unsorted.get(id)?.Encounter;
  const newest = section?.status === 'ok' ? findNewest(section.resources) : undefined;
  const chosen = bed.value?.source?.reference;
  if (newest !== undefined && chosen !== `Encounter/${newest.id}`)
    return { verdict: 'wrong', words: 'The place shown is not that of the newest stay.' };
  if (bed.value === undefined || bed.value.kind === 'noEncounter')
    return { verdict: 'works', short: 'no stay', words: 'No stay is recorded for this patient.' };
  const hasPlace = bed.value.kind === 'in' || bed.value.kind === 'left';
  const words = hasPlace ? 'The place is that of the newest stay.' : 'The newest stay has no place recorded.';
  return { verdict: 'works', words };
}

/** Somebody whom the server doesn't know has no chart, and above all nobody else's. */
async function askForUnknown({ ehr }: System): Promise<Told> {
  const chart = await readChart(ehr, 'no-such-patient-1');
  const shown = Object.values(chart).filter((one) => one.status === 'ok' && one.resources.length > 0);
  if (shown.length > 0)
    return { verdict: 'wrong', words: 'Of a patient who does not exist the server tells something.' };
  const { Patient } = chart;
  const isSaid = Patient?.status === 'failed' && Patient.reason === 'patient_not_found';
  return isSaid
    ? { verdict: 'works', words: 'An unknown patient is said to be unknown.' }
    : { verdict: 'otherwise', short: 'nothing', words: 'An unknown patient is refused in other words.' };
}

const sections: readonly [QuestionId, ChartType, string][] = [
  ['person', 'Patient', 'Personal data'],
  ['problems', 'Condition', 'Problems'],
  ['allergies', 'AllergyIntolerance', 'Allergies'],
  ['vitals', 'Observation', 'Vital signs'],
  ['medications', 'MedicationRequest', 'Medications'],
  ['coverage', 'Coverage', 'Coverage'],
  ['stays', 'Encounter', 'Stays'],
];

export async function askChart(system: System, subject: Subject): Promise<Finding[]> {
  const chart = await readChart(system.ehr, subject.id);
  return [
    ...sections.map(([id, type, of]) => ({ id, ...tellSection(chart[type], of) })),
    { id: 'bed', ...(await askBed(system, subject, chart)) },
    { id: 'batch', ...(await askBatch(system, subject, chart)) },
    { id: 'unknownPatient', ...(await askForUnknown(system)) },
  ];
}
