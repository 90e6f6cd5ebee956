// A run of the checks as it is told line by line. Pure: no fetching, no words.
import type { Check, CheckId, ConnectLine } from '../../../api/contract/connect.schema';
import type { ConnectionView } from '../../../api/contract/session.schema';
import type { AnyProblem } from '../../net/problem';

/** Mirrors the order in which the API runs them, so that the whole way is seen from the start. */
export const checkOrder = [
  'address',
  'reachable',
  'metadata',
  'release',
  'partner',
  'token',
  'system',
  'resources',
  'search',
  'columns',
] as const satisfies readonly CheckId[];

export type ShownCheck = Check | { readonly id: CheckId; readonly status: 'waiting' };

export type ConnectRun =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly checks: readonly Check[] }
  | { readonly kind: 'connected'; readonly checks: readonly Check[]; readonly connection: ConnectionView }
  | { readonly kind: 'refused'; readonly checks: readonly Check[] }
  /** The API itself couldn't be asked, or stopped in the middle. */
  | { readonly kind: 'broken'; readonly checks: readonly Check[]; readonly problem: AnyProblem };

export const startedRun: ConnectRun = { kind: 'running', checks: [] };

export function toNextRun(run: ConnectRun, line: ConnectLine): ConnectRun {
  const checks = toChecks(run);
  if (line.type === 'check') return { kind: 'running', checks: withCheck(checks, line.check) };
  if (line.type === 'connected') return { kind: 'connected', checks, connection: line.connection };
  return { kind: 'refused', checks };
}

export function toChecks(run: ConnectRun): readonly Check[] {
  return run.kind === 'idle' ? [] : run.checks;
}

/** Every check in its order; those that haven't begun wait, and after the end of a run they aren't shown. */
export function toShownChecks(run: ConnectRun): readonly ShownCheck[] {
  const told = new Map(toChecks(run).map((check) => [check.id, check]));
  const shown = checkOrder.map((id): ShownCheck => told.get(id) ?? { id, status: 'waiting' });
  return run.kind === 'running' ? shown : shown.filter((check) => check.status !== 'waiting');
}

function withCheck(checks: readonly Check[], check: Check): readonly Check[] {
  const isNew = checks.every((known) => known.id !== check.id);
  return isNew ? [...checks, check] : checks.map((known) => (known.id === check.id ? check : known));
}
