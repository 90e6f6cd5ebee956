// What a look-up of many patients has found so far, and whom the person takes. A pure reducer: no fetch, no words, no React.
import type { AddedMany, FoundPatient, ManyLine } from '../../api/contract/many.schema';
import type { AnyProblem } from '../net/problem';

export type Standing = 'asking' | 'asked' | 'found' | 'several' | 'here' | 'none' | 'failed';

/** One number that was pasted, or one patient of a list of the EHR. */
export interface Entry {
  readonly key: number;
  /** As it was pasted; undefined: of a list or ward. */
  readonly text: string | undefined;
  readonly standing: Standing;
  readonly patients: readonly FoundPatient[];
  /** Why it couldn't be asked. */
  readonly code: string | undefined;
}

export interface Lookup {
  readonly kind: 'idle' | 'asking' | 'answered';
  readonly entries: readonly Entry[];
  readonly problem: AnyProblem | undefined;
  readonly connectionId: string;
  readonly room: number;
  readonly foreign: number;
  readonly isCut: boolean;
  /** Patients who were found and are left out. */
  readonly left: ReadonlySet<string>;
  /** Of several patients the one that was chosen, by entry. */
  readonly picked: ReadonlyMap<number, string>;
  /** Entries that are being asked for, in the order asked. */
  readonly asked: readonly number[];
}

export type LookupAction =
  | { readonly type: 'start'; readonly texts: readonly string[] | undefined }
  | { readonly type: 'again'; readonly keys: readonly number[] }
  | { readonly type: 'lines'; readonly lines: readonly ManyLine[] }
  | { readonly type: 'failed'; readonly problem: AnyProblem }
  | { readonly type: 'leave'; readonly patientId: string; readonly isLeft: boolean }
  | { readonly type: 'pick'; readonly key: number; readonly patientId: string }
  | { readonly type: 'added'; readonly added: AddedMany }
  | { readonly type: 'clear' };

export const noLookup: Lookup = {
  kind: 'idle',
  entries: [],
  problem: undefined,
  connectionId: '',
  room: 0,
  foreign: 0,
  isCut: false,
  left: new Set(),
  picked: new Map(),
  asked: [],
};

export function reduceLookup(state: Lookup, action: LookupAction): Lookup {
  switch (action.type) {
    case 'clear':
      return noLookup;
    case 'start': {
      const entries = (action.texts ?? []).map((text, key) => toEntry(key, text));
      return { ...noLookup, kind: 'asking', entries, asked: entries.map(({ key }) => key) };
    }
    case 'again': {
      const keys = new Set(action.keys);
      const entries = state.entries.map((entry) =>
        keys.has(entry.key) ? toEntry(entry.key, entry.text) : entry,
      );
      return { ...state, kind: 'asking', entries, asked: action.keys, problem: undefined };
    }
    case 'lines':
      return action.lines.reduce(reduceLine, state);
    case 'failed':
      return { ...state, kind: 'answered', problem: action.problem };
    case 'leave': {
      const left = new Set(state.left);
      if (action.isLeft) left.add(action.patientId);
      else left.delete(action.patientId);
      return { ...state, left };
    }
    case 'pick':
      return { ...state, picked: new Map(state.picked).set(action.key, action.patientId) };
    case 'added':
      return withAdded(state, action.added);
  }
}

function toEntry(key: number, text: string | undefined): Entry {
  return { key, text, standing: 'asking', patients: [], code: undefined };
}

function reduceLine(state: Lookup, line: ManyLine): Lookup {
  switch (line.type) {
    case 'asking': {
      if (state.entries.length > 0) return state;
      const entries = Array.from({ length: line.count }, (_, key) => toEntry(key, undefined));
      return { ...state, entries, asked: entries.map(({ key }) => key) };
    }
    case 'asked':
      return withEntry(state, line.index, { standing: 'asked' });
    case 'answer':
      return 'code' in line
        ? withEntry(state, line.index, { standing: 'failed', code: line.code })
        : withEntry(state, line.index, { standing: toStanding(line.patients), patients: line.patients });
    case 'done': {
      const { connectionId, room, foreign, isCut } = line;
      return { ...state, kind: 'answered', connectionId, room, foreign, isCut };
    }
    case 'failed': {
      const { code, detail } = line;
      return {
        ...state,
        kind: 'answered',
        problem: { type: 'about:blank', title: code, status: 502, code, detail },
      };
    }
  }
}

function toStanding(patients: readonly FoundPatient[]): Standing {
  const [first] = patients;
  if (first === undefined) return 'none';
  if (patients.length > 1) return 'several';
  return first.isOnList ? 'here' : 'found';
}

function withEntry(state: Lookup, index: number, change: Partial<Entry>): Lookup {
  const key = state.asked[index];
  return {
    ...state,
    entries: state.entries.map((entry) => (entry.key === key ? { ...entry, ...change } : entry)),
  };
}

/** Who is on the list by now, and whom the EHR couldn't show. */
function withAdded(state: Lookup, { rows, already, unread }: AddedMany): Lookup {
  const here = new Set([...rows.map((row) => row.ehr?.patientId), ...already]);
  const failed = new Map(unread.map(({ patientId, code }) => [patientId, code]));
  const entries = state.entries.map((entry): Entry => {
    const patients = entry.patients.map((one) =>
      here.has(one.patient.id) ? { ...one, isOnList: true } : one,
    );
    const taken = toTaken(entry, state);
    if (taken === undefined) return { ...entry, patients };
    const code = failed.get(taken);
    if (code !== undefined) return { ...entry, standing: 'failed', code };
    return here.has(taken) ? { ...entry, patients, standing: 'here' } : entry;
  });
  return { ...state, entries, room: Math.max(state.room - rows.length, 0) };
}

function toTaken(entry: Entry, { left, picked }: Pick<Lookup, 'left' | 'picked'>): string | undefined {
  if (entry.standing === 'several') return picked.get(entry.key);
  const id = entry.standing === 'found' ? entry.patients[0]?.patient.id : undefined;
  return id !== undefined && !left.has(id) ? id : undefined;
}

/** Whom "Add" would add: each once, also where two numbers are one patient's. */
export function toAdded(state: Lookup): string[] {
  return [...new Set(state.entries.flatMap((entry) => toTaken(entry, state) ?? []))];
}

export function entriesOf({ entries }: Lookup, standing: Standing): Entry[] {
  return entries.filter((entry) => entry.standing === standing);
}
