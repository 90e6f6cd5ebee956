// What the bench compares with: clients that go straight to the FHIR server, map nothing and record nothing.
import { Pool } from 'undici';

export interface FhirServer {
  /** Without a slash at its end. */
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `patient` of Coverage: `beneficiary` in STU3. */
  readonly coverageBy: 'patient' | 'beneficiary';
}

/** As many requests at once as our own API allows itself per server. */
const mostInFlight = 16;
const json = 'application/fhir+json';

interface Searchset {
  readonly entry: readonly { readonly resource: { readonly id: string } }[];
}

export interface DirectClient {
  /** One wave of `chunks` batches at once. Resolves to the number of entries that were answered with 200. */
  readonly openByBatches: (patientIds: readonly string[], chunks: number) => Promise<number>;
  /** Resource by resource, so many requests at a time. */
  readonly openOneByOne: (patientIds: readonly string[], atATime: number) => Promise<number>;
  readonly search: (form: string) => Promise<Searchset>;
  readonly close: () => Promise<void>;
}

/** The seven questions about one patient, as our API asks them. */
export function toQuestions(server: FhirServer, patientId: string): string[] {
  return [
    `Patient/${patientId}`,
    `Encounter?patient=${patientId}&_count=50&_sort=-date`,
    `Condition?patient=${patientId}&_count=100`,
    `AllergyIntolerance?patient=${patientId}&_count=100`,
    `Observation?patient=${patientId}&category=vital-signs&_count=50&_sort=-date`,
    `MedicationRequest?patient=${patientId}&_count=100`,
    `Coverage?${server.coverageBy}=${patientId}&_count=100`,
  ];
}

function toBatch(questions: readonly string[]): string {
  return JSON.stringify({
    resourceType: 'Bundle',
    type: 'batch',
    entry: questions.map((url) => ({ request: { method: 'GET', url } })),
  });
}

function toChunks<T>(all: readonly T[], count: number): T[][] {
  const size = Math.ceil(all.length / count);
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}

interface BatchAnswer {
  readonly entry: readonly { readonly response: { readonly status: string } }[];
}

export function createDirectClient(server: FhirServer): DirectClient {
  const { origin, pathname } = new URL(server.base);
  const pool = new Pool(origin, { connections: mostInFlight });
  const ask = async (method: 'GET' | 'POST', path: string, type?: string, body?: string) => {
    const answer = await pool.request({
      method,
      path: path === '' ? pathname : `${pathname}/${path}`,
      headers: { accept: json, ...server.headers, ...(type ? { 'content-type': type } : {}) },
      body: body ?? null,
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
    return JSON.parse(text);
  };
  const askAll = (ids: readonly string[]) => ids.flatMap((id) => toQuestions(server, id));
  return {
    openByBatches: async (ids, chunks) => {
      const batches = toChunks(askAll(ids), chunks).map((questions) =>
        ask('POST', '', json, toBatch(questions)),
      );
      const answers: BatchAnswer[] = await Promise.all(batches);
      return answers.flatMap((answer) => answer.entry).filter((e) => e.response.status.startsWith('200'))
        .length;
    },
    openOneByOne: async (ids, atATime) => {
      const questions = askAll(ids);
      const total = questions.length;
      const worker = async () => {
        for (let next = questions.shift(); next; next = questions.shift()) await ask('GET', next);
      };
      await Promise.all(Array.from({ length: atATime }, worker));
      return total;
    },
    search: (form) => ask('POST', 'Patient/_search', 'application/x-www-form-urlencoded', form),
    close: () => pool.close(),
  };
}
