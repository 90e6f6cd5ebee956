// Looks up whom a person is about to put on a list: by pasted MRNs, or who is on a list or ward of the EHR. Tells that answers
// come as they come; what they say leaves when the whole look-up is recorded, in one audit row. Knows no HTTP.
import type { Patient } from 'fhir/r4';
import type { Audit, AuditObject, AuditPatient } from '../audit/audit';
import { hasMrn } from '../clinical/mrn';
import { toMrnForms, toPlainMrn } from '../clinical/mrn-forms';
import type { ErrorCode } from '../contract/error-codes';
import { limits } from '../contract/limits';
import type { FindMany, ManyLine } from '../contract/many.schema';
import type { PatientValue } from '../contract/values';
import { notFound } from '../errors/known-errors';
import { toKnownError } from '../errors/problem.map';
import type { ChartSections, Members } from '../fhir/ehr';
import type { Scope } from '../sign-in/scope';
import type { Store } from '../store/store';
import { toTeamData } from '../store/team-data';
import type { EhrAccess, GetEhr, ToEhrCells } from './ehr-ports';
import { findList } from './list.store';
import { findRows } from './row.store';

export interface FindManyDeps {
  readonly store: Store;
  readonly audit: Audit;
  readonly now: () => Date;
  readonly getEhr: GetEhr;
  readonly toEhrCells: ToEhrCells;
}

type Write = (line: ManyLine) => void;

export interface Lookup {
  writeLines(write: Write): Promise<void>;
}

/** Throws not_found, no_connection, patient_not_found (no such list or ward), or why the EHR could not be read. */
export type StartLookup = (
  scope: Scope,
  listId: string,
  asked: FindMany,
  signal: AbortSignal,
) => Promise<Lookup>;

type Answer =
  | { readonly patients: readonly PatientValue[] }
  | { readonly code: ErrorCode; readonly id?: string };

/** What is asked for, ready to be asked. */
interface Plan {
  readonly count: number;
  readonly foreign: number;
  readonly isCut: boolean;
  readonly objects: readonly AuditObject[];
  ask(onAnswer: (index: number, answer: Answer) => void, signal: AbortSignal): Promise<void>;
}

export function createLookup(deps: FindManyDeps): StartLookup {
  return async (scope, listId, asked, signal) => {
    if (!(await findList(await toTeamData(deps.store, scope), listId))) throw notFound();
    const access = await deps.getEhr(scope);
    const plan =
      'mrns' in asked ? planMrns(deps, access, asked.mrns) : await planRoster(deps, access, asked, signal);
    return {
      async writeLines(write) {
        write({ type: 'asking', count: plan.count });
        const answers: Answer[] = [];
        const failed = await askAll(plan, answers, write, signal);
        // Before the record: nothing that can fail comes between it and the answers.
        const { onList, room } = await readList(deps, scope, listId, access.connectionId);
        await record(deps, { scope, listId, access, plan, asked, answers, failed });
        if (failed) return write(failed);
        answers.forEach((answer, index) => {
          write(toLine(index, answer, onList));
        });
        const { foreign, isCut } = plan;
        write({ type: 'done', connectionId: access.connectionId, room, foreign, isCut });
      },
    };
  };
}

type Failed = Extract<ManyLine, { type: 'failed' }>;

async function askAll(
  plan: Plan,
  answers: Answer[],
  write: Write,
  signal: AbortSignal,
): Promise<Failed | undefined> {
  try {
    await plan.ask((index, answer) => {
      answers[index] = answer;
      write({ type: 'asked', index });
    }, signal);
    signal.throwIfAborted();
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    const { code, parts } = toKnownError(error);
    return { type: 'failed', code, detail: parts.detail };
  }
}

/** Found is who really carries that number as an MRN: a server that matches by likeness names others too. */
function planMrns(deps: FindManyDeps, { ehr }: EhrAccess, mrns: readonly string[]): Plan {
  const asked = mrns.map(toMrnForms);
  const plain = asked.map((forms) => new Set(forms.map(toPlainMrn)));
  const carries = (patient: Patient, index: number) => {
    const clock = { now: deps.now(), zone: ehr.reading.zone };
    return hasMrn(patient.identifier, plain[index] ?? new Set(), clock, ehr.reading.mrnSystem);
  };
  return {
    count: mrns.length,
    foreign: 0,
    isCut: false,
    objects: [],
    ask: (onAnswer, signal) =>
      ehr.many.findByIdentifier(
        asked,
        (index, answer) => {
          if ('reason' in answer) return onAnswer(index, { code: answer.reason });
          const found = answer.patients.filter((patient) => carries(patient, index));
          onAnswer(index, { patients: found.flatMap((patient) => toValue(deps, ehr, patient) ?? []) });
        },
        signal,
      ),
  };
}

async function planRoster(
  deps: FindManyDeps,
  { ehr }: EhrAccess,
  { roster }: Extract<FindMany, { roster: unknown }>,
  signal: AbortSignal,
): Promise<Plan> {
  const members: Members = await ehr.many.readMembers(roster, signal);
  const indexes = new Map(members.patientIds.map((id, index) => [id, index]));
  const toAnswer = (id: string, sections: ChartSections): Answer => {
    const { Patient: section } = sections;
    const value = toPatientCell(deps, ehr, sections);
    if (value) return { patients: [value] };
    return { code: section?.status === 'failed' ? section.reason : 'patient_not_found', id };
  };
  return {
    count: members.patientIds.length,
    foreign: members.foreign,
    isCut: members.isCut,
    objects: [{ kind: 'resource', id: `${types[roster.kind]}/${roster.id}` }],
    ask: (onAnswer, signal) =>
      ehr.readCharts(
        members.patientIds,
        ['Patient'],
        (id, sections) => onAnswer(indexes.get(id) ?? 0, toAnswer(id, sections)),
        signal,
      ),
  };
}

const types = { list: 'List', group: 'Group', ward: 'Location' } as const;

function toValue(deps: FindManyDeps, ehr: EhrAccess['ehr'], patient: Patient): PatientValue | undefined {
  const fetched = deps.now().toISOString();
  const resources = [patient];
  return toPatientCell(deps, ehr, {
    Patient: { status: 'ok', resources, included: [], droppedForeign: 0, mayBeIncomplete: false, fetched },
  });
}

function toPatientCell(
  deps: FindManyDeps,
  ehr: EhrAccess['ehr'],
  sections: ChartSections,
): PatientValue | undefined {
  const context = { ...ehr.reading, columns: ['patient'], now: deps.now(), server: ehr.server };
  const cell = deps.toEhrCells(sections, context).patient;
  return cell?.status === 'ok' ? (cell.value ?? undefined) : undefined;
}

async function readList(deps: FindManyDeps, scope: Scope, listId: string, connectionId: string) {
  const rows = await findRows(await toTeamData(deps.store, scope), listId);
  const ours = rows.filter((row) => row.connection_id === connectionId);
  const onList = new Set(ours.map((row) => row.patient_id ?? ''));
  return { onList, room: Math.max(limits.patientsPerList - rows.length, 0) };
}

function toLine(index: number, answer: Answer, onList: ReadonlySet<string>): ManyLine {
  if ('code' in answer) return { type: 'answer', index, ...answer };
  const patients = answer.patients.map((patient) => ({ patient, isOnList: onList.has(patient.id) }));
  return { type: 'answer', index, patients };
}

interface Done {
  readonly scope: Scope;
  readonly listId: string;
  readonly access: EhrAccess;
  readonly plan: Plan;
  readonly asked: FindMany;
  readonly answers: readonly Answer[];
  readonly failed: Failed | undefined;
}

/** One row of the whole look-up, with everybody found, in the order asked. If nobody could be asked for, it failed. */
function record(
  deps: FindManyDeps,
  { scope, listId, access, plan, asked, answers, failed }: Done,
): Promise<void> {
  const codes = answers.flatMap((answer) => ('code' in answer ? [answer.code] : []));
  const reason = failed?.code ?? (codes.length > 0 && codes.length === answers.length ? codes[0] : undefined);
  const found = answers.flatMap((answer) => ('patients' in answer ? answer.patients : []));
  const patients = new Map(
    found.map((patient) => [patient.id, toAuditPatient(patient, access.connectionId)]),
  );
  return deps.store.transaction((tx) =>
    deps.audit.record(tx, {
      scope,
      operation: 'PatientSearch',
      ...(reason === undefined ? { outcome: 'success' } : { outcome: 'failure', reason }),
      objects: [
        { kind: 'list', id: listId },
        { kind: 'connection', id: access.connectionId },
        ...plan.objects,
      ],
      patients: failed ? [] : [...patients.values()],
      query: JSON.stringify(asked),
    }),
  );
}

function toAuditPatient({ id, name }: PatientValue, connectionId: string): AuditPatient {
  return { ref: `${connectionId}/${id}`, label: name?.display };
}
