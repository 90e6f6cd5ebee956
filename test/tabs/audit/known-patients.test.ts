// Whom the audit view offers to choose.
import { expect, it } from 'vitest';
import { learnPatients, toPatientChoices } from '../../../tabs/audit/known-patients';

const entry = (...patients: (readonly [string, string | null])[]) => ({
  patients: patients.map(([ref, label]) => ({ ref, label })),
});

it('learns every patient that an entry names, by the newest name, and forgets nobody', () => {
  const first = learnPatients(new Map(), [
    entry(['c/1', 'Ono, Yui'], ['c/2', null]),
    entry(['c/1', 'Ito, Yui']),
  ]);
  expect([...first]).toEqual([['c/1', 'Ono, Yui']]);
  const second = learnPatients(first, [entry(['c/2', 'Ash, Tom'])]);
  expect([...second.keys()]).toEqual(['c/1', 'c/2']);
  expect(learnPatients(second, [entry(['c/2', 'Ash, Tom'])])).toBe(second);
});

it('offers them by name, the chosen one too, and tells two of one name apart', () => {
  const known = new Map([
    ['c/2', 'Okafor, Grace'],
    ['row-9', 'Ash, Tom'],
    ['c/1', 'Okafor, Grace'],
  ]);
  expect(toPatientChoices(known, { ref: 'c/7', label: 'Ono, Yui' }, 'en')).toEqual([
    { ref: 'row-9', label: 'Ash, Tom' },
    { ref: 'c/1', label: 'Okafor, Grace (1)' },
    { ref: 'c/2', label: 'Okafor, Grace (2)' },
    { ref: 'c/7', label: 'Ono, Yui' },
  ]);
});
