// EHR mode or manual mode: an owner's choice. Switching changes how the team works, never its data.
import type { Audit } from '../audit/audit';
import type { Mode } from '../contract/session.schema';
import { KnownError } from '../errors/known-error';
import type { Scope } from '../sign-in/scope';
import type { Store } from '../store/store';
import { changeTeamData, toChange } from '../store/team-data';
import { lockTeamSetup, updateTeamSetup } from '../store/team-setup';
import { hasConnection } from './setup.store';

export type SetMode = (scope: Scope, mode: Exclude<Mode, 'none'>) => Promise<void>;

export function createSetMode(deps: { readonly store: Store; readonly audit: Audit }): SetMode {
  return (scope, mode) =>
    changeTeamData(deps, scope, async ({ data, record }) => {
      const before = await lockTeamSetup(data);
      if (mode === 'ehr' && !(await hasConnection(data))) throw noConnection();
      await updateTeamSetup(data, { mode });
      await record({
        operation: 'ModeSet',
        objects: [{ kind: 'mode', id: mode, label: `${before.mode} → ${mode}` }],
        patients: [],
        change: toChange({ mode: before.mode }, { mode }),
      });
    });
}

function noConnection(): KnownError {
  return new KnownError('no_connection', {
    status: 409,
    detail: 'Connect the team to an EHR first, then choose EHR mode.',
  });
}
