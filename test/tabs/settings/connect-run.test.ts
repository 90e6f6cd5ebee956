// The checklist: every check waits its turn, a finished run shows what ran.
import { expect, it } from 'vitest';
import { type ConnectLine, checkIds } from '../../../api/contract/connect.schema';
import {
  type ConnectRun,
  startedRun,
  toNextRun,
  toShownChecks,
} from '../../../tabs/settings/connect/connect-run';

const follow = (lines: readonly ConnectLine[]) => lines.reduce<ConnectRun>(toNextRun, startedRun);
const statuses = (run: ConnectRun) => toShownChecks(run).map(({ status }) => status);

it('shows the whole way from the start', () => {
  expect(statuses(startedRun)).toEqual(checkIds.map(() => 'waiting'));
});

it('ticks a check in its place', () => {
  const run = follow([
    { type: 'check', check: { id: 'address', status: 'running' } },
    { type: 'check', check: { id: 'address', status: 'ok' } },
    { type: 'check', check: { id: 'reachable', status: 'running' } },
  ]);
  expect(statuses(run).slice(0, 3)).toEqual(['ok', 'running', 'waiting']);
});

it('a refused run ends with the check that failed', () => {
  const run = follow([
    { type: 'check', check: { id: 'address', status: 'failed', code: 'address_not_allowed' } },
    { type: 'refused', code: 'address_not_allowed' },
  ]);
  expect(run.kind).toBe('refused');
  expect(toShownChecks(run)).toEqual([{ id: 'address', status: 'failed', code: 'address_not_allowed' }]);
});
