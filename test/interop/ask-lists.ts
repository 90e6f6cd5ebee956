// The question about many patients at once: lists and groups that the EHR keeps itself, and who lies on a ward.
import type { ManyPatients } from '../../api/fhir/ehr';
import { toRefused } from './ask-search';
import type { Finding } from './finding';
import type { System } from './system';

type Told = Omit<Finding, 'id'>;
type Source = Parameters<ManyPatients['readMembers']>[0];

/** Looked at until one has somebody. */
const lookedAt = 5;

async function countMembers(many: ManyPatients, sources: readonly Source[]): Promise<number> {
  for (const source of sources.slice(0, lookedAt)) {
    const { patientIds } = await many.readMembers(source);
    if (patientIds.length > 0) return patientIds.length;
  }
  return 0;
}

async function tellLists(many: ManyPatients): Promise<string> {
  const { rosters } = await many.readRosters();
  const members = await countMembers(many, rosters);
  return `${rosters.length} lists or groups of patients, ${members} on the first that has any`;
}

async function tellWards(many: ManyPatients): Promise<string> {
  const { wards } = await many.readWards();
  const here = await countMembers(
    many,
    wards.map(({ id }) => ({ kind: 'ward', id })),
  );
  return `${wards.length} wards, ${here} patients on the first that has any`;
}

async function ask({ ehr: { many } }: System): Promise<Told> {
  const { lists, wards } = await many.findSources();
  if (!lists && !wards)
    return {
      verdict: 'absent',
      because: 'not_proved',
      words: 'Neither lists of its own nor stays by place are proved; MRNs can be pasted.',
    };
  const told = [...(lists ? [await tellLists(many)] : []), ...(wards ? [await tellWards(many)] : [])];
  const words = `${told.join('; ')}.`;
  if (lists && wards) return { verdict: 'works', words };
  return { verdict: 'otherwise', short: lists ? 'lists' : 'wards', words };
}

export async function askLists(system: System): Promise<Finding[]> {
  return [{ id: 'ehrLists', ...(await ask(system).catch(toRefused)) }];
}
