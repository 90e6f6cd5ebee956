// A team with one of the sandbox's servers, and the calls by which many patients come onto its lists.
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ManyLine, RosterRef } from '../../../api/contract/many.schema';
import { paths } from '../../../api/contract/paths';
import { createClientKeys } from '../../../api/partners/client-keys';
import type { HospitalId } from '../../sandbox/census/hospital';
import { type AnyPersonaId, type FurtherId, personaIds } from '../../sandbox/persona';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import type { PersonKey } from '../../sandbox/teams/people';
import type { Answered } from '../../support/http-client';
import { places } from '../../support/people';
import { getRsaPem } from '../../support/rsa-pairs';
import { startTestApp, type TestApp } from '../../support/test-app';

interface Entry {
  readonly outcome: string;
  readonly reason: string | null;
  readonly patients: readonly { readonly ref: string; readonly label: string | null }[];
}

export interface ManyStage {
  readonly sandbox: Sandbox;
  readonly app: TestApp;
  /** Another server of ours on the same sandbox, which remembers nothing. */
  startOther(): Promise<TestApp>;
  /** A new list in a team that has this server. */
  open(persona: AnyPersonaId): Promise<{ readonly connectionId: string; readonly listId: string }>;
  findMrns(listId: string, ...mrns: readonly string[]): Promise<ManyLine[]>;
  findRoster(listId: string, roster: RosterRef): Promise<ManyLine[]>;
  add(
    listId: string,
    connectionId: string,
    patientIds: readonly string[],
    person?: PersonKey,
  ): Promise<Answered>;
  viewIds(listId: string): Promise<string[]>;
  /** Newest first. */
  auditOf(operation: string): Promise<Entry[]>;
  /** The MRN of one of the cast; at Seaview if nothing is said. */
  mrnOf(persona: AnyPersonaId, id: string, hospital?: HospitalId): string;
  close(): Promise<void>;
}

export async function startManyStage(personas: readonly FurtherId[]): Promise<ManyStage> {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  const pems = `${await getRsaPem('this app')}\n${ec.export({ type: 'pkcs8', format: 'pem' })}`;
  const { publicSet } = await createClientKeys(pems);
  const sandbox = await startSandbox({
    personas,
    warm: [...personaIds, ...personas],
    registeredKeys: { jwks: { keys: publicSet.keys } },
  });
  const file = join(tmpdir(), `patients-keys-${process.pid}.pem`);
  writeFileSync(file, pems, { mode: 0o600 });
  const environment = { PATIENTS_CLIENT_KEYS: file };
  const app = await startTestApp({ sandbox, environment });
  const chen = app.as('chen');
  let count = 0;

  async function find(listId: string, body: object): Promise<ManyLine[]> {
    const lines: ManyLine[] = [];
    for await (const line of chen.lines('POST', paths.findMany(places.ward5, listId), { body }))
      lines.push(line as ManyLine);
    return lines;
  }
  return {
    sandbox,
    app,
    startOther: () => startTestApp({ sandbox, environment }),
    async open(persona) {
      const connectionId = await app.connect(places.ward5, sandbox.links[persona]);
      count += 1;
      const made = await chen.post(paths.lists(places.ward5), { body: { name: `Many ${count}` } });
      return { connectionId, listId: made.json.id };
    },
    findMrns: (listId, ...mrns) => find(listId, { mrns }),
    findRoster: (listId, roster) => find(listId, { roster }),
    add: (listId, connectionId, patientIds, person = 'chen') =>
      app.as(person).post(paths.addMany(places.ward5, listId), { body: { connectionId, patientIds } }),
    async viewIds(listId) {
      const { rows } = (await chen.get(paths.list(places.ward5, listId))).json;
      return rows.map((row: { ehr: { patientId: string } }) => row.ehr.patientId);
    },
    async auditOf(operation) {
      const query = new URLSearchParams({ operation });
      return (await app.as('olivia').get(`${paths.audit(places.ward5)}?${query}`)).json.entries;
    },
    mrnOf(persona, id, hospital) {
      const identifiers = sandbox.records(persona, hospital).find('Patient', id)?.identifier;
      return (identifiers as { value: string }[] | undefined)?.at(-1)?.value ?? '';
    },
    async close() {
      await app.close();
      await sandbox.close();
    },
  };
}

/** By index: ids of the patients found, or why it couldn't be asked. */
export function toAnswers(lines: readonly ManyLine[]): (string | string[])[] {
  const answers: (string | string[])[] = [];
  for (const line of lines) {
    if (line.type !== 'answer') continue;
    answers[line.index] = 'code' in line ? line.code : line.patients.map(({ patient }) => patient.id);
  }
  return answers;
}
